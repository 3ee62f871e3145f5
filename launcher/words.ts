/** What the server says to the person in front of the terminal. */

const english = {
  settingsFaulty: (faults: readonly string[]) => `These settings must be mended:\n${faults.map((fault) => `  • ${fault}`).join("\n")}`,
  portBusy: (port: number) => `Port ${port} is in use by another program. Choose another one: VECHE_PORT=${port + 1} npm start`,
  portForbidden: (port: number) =>
    `This user may not open port ${port}. Ports from 1024 on need no special right: VECHE_PORT=8080 npm start`,
  hostUnknown: (host: string) => `The address ${host} does not belong to this computer. See VECHE_HOST.`,
  dataDirForbidden: (dir: string) =>
    `No right to write to the data folder ${dir}. Give this user the right, or choose another folder: VECHE_DATA_DIR=… npm start`,
  databaseFailed: (reason: string) => `The database cannot be used: ${reason}`,
  webBuilding: () => "Building the interface (once, some seconds)…",
  webFailed: (reason: string) => `The interface could not be built:\n${reason}`,
  demoFilling: () => "Filling the demo company…",
  welcome: (place: Place) => [
    `Veche is running: ${place.url}`,
    "",
    place.isDemo
      ? `  Open ${place.url} in a browser: the sign-in page of the demo company lists its people and their password.`
      : `  Open ${place.url} in a browser. The first visit asks whether to make a demo company or a new one.`,
    `  Data:     ${place.dataDir}`,
    `  Database: ${place.isEmbedded ? "embedded PostgreSQL 18" : "the one in DATABASE_URL"}`,
    `  Mail:     ${place.hasMailServer ? "sent by the server in VECHE_SMTP_URL" : "kept in the built-in mailbox (Administration → Mailbox)"}`,
    ...(place.isLocalOnly ? ["  Only this computer can open it; for the network: VECHE_HOST=0.0.0.0 npm start"] : []),
    "",
    "  Ctrl+C ends it.",
  ],
  stopping: () => "Ending…",
  doctor: {
    dataDirGood: (dir: string) => `The data folder can be written: ${dir}`,
    diskFree: (gibibytes: number) => `Free disk space: ${gibibytes.toFixed(1)} GiB`,
    databaseGood: () => "The database answers and knows Russian letters.",
    databaseAsleep: () => "The embedded database is there and starts with the server.",
    databaseNotMade: () => "There is no database yet; the first start makes it.",
    tablesGood: (schema: string) => `The tables of “${schema}” have the form that this version knows.`,
    tablesPending: (schema: string, count: number) =>
      `The next start renews the tables of “${schema}” (steps to make: ${count}). Make a backup first.`,
    tablesBad: (schema: string, reason: string) => `The tables of “${schema}” do not fit this version: ${reason}`,
    portFree: (port: number) => `Port ${port} is free.`,
    serverRuns: (port: number) => `The server runs on port ${port}.`,
    mailKept: () => "No mail server is set (VECHE_SMTP_URL): letters stay in the built-in mailbox.",
    mailGood: (host: string) => `The mail server ${host} answers.`,
    mailUnreachable: (host: string) => `The mail server ${host} does not answer. See VECHE_SMTP_URL.`,
    antivirusGood: (url: string) => `The virus scanner at ${url} answers.`,
    antivirusUnreachable: (url: string) => `The virus scanner at ${url} does not answer: uploads wait for it. See VECHE_CLAMD_URL.`,
  },
};

const russian: typeof english = {
  settingsFaulty: (faults) => `Исправьте настройки:\n${faults.map((fault) => `  • ${fault}`).join("\n")}`,
  portBusy: (port) => `Порт ${port} занят другой программой. Выберите другой: VECHE_PORT=${port + 1} npm start`,
  portForbidden: (port) => `Этому пользователю нельзя открыть порт ${port}. Порты от 1024 прав не требуют: VECHE_PORT=8080 npm start`,
  hostUnknown: (host) => `Адреса ${host} у этого компьютера нет. См. VECHE_HOST.`,
  dataDirForbidden: (dir) =>
    `Нет права записи в папку данных ${dir}. Дайте это право пользователю или выберите другую папку: VECHE_DATA_DIR=… npm start`,
  databaseFailed: (reason) => `Не удаётся использовать базу данных: ${reason}`,
  webBuilding: () => "Собираем интерфейс (один раз, несколько секунд)…",
  webFailed: (reason) => `Не удалось собрать интерфейс:\n${reason}`,
  demoFilling: () => "Наполняем демонстрационную компанию…",
  welcome: (place) => [
    `Вече работает: ${place.url}`,
    "",
    place.isDemo
      ? `  Откройте ${place.url} в браузере: на странице входа — сотрудники демонстрационной компании и их пароль.`
      : `  Откройте ${place.url} в браузере. При первом входе можно выбрать: демонстрационная или новая компания.`,
    `  Данные:      ${place.dataDir}`,
    `  База данных: ${place.isEmbedded ? "встроенный PostgreSQL 18" : "указана в DATABASE_URL"}`,
    `  Почта:       ${place.hasMailServer ? "через сервер из VECHE_SMTP_URL" : "остаётся во встроенном ящике (Администрирование → Почтовый ящик)"}`,
    ...(place.isLocalOnly ? ["  Открыть может только этот компьютер; для сети: VECHE_HOST=0.0.0.0 npm start"] : []),
    "",
    "  Завершить: Ctrl+C.",
  ],
  stopping: () => "Завершаем…",
  doctor: {
    dataDirGood: (dir) => `В папку данных можно писать: ${dir}`,
    diskFree: (gibibytes) => `Свободно на диске: ${gibibytes.toFixed(1)} ГиБ`,
    databaseGood: () => "База данных отвечает и понимает русские буквы.",
    databaseAsleep: () => "Встроенная база данных на месте, она запускается вместе с сервером.",
    databaseNotMade: () => "Базы данных ещё нет: её создаст первый запуск.",
    tablesGood: (schema) => `Таблицы «${schema}» соответствуют этой версии.`,
    tablesPending: (schema, count) => `Следующий запуск обновит таблицы «${schema}» (шагов: ${count}). Сначала сделайте резервную копию.`,
    tablesBad: (schema, reason) => `Таблицы «${schema}» не подходят этой версии: ${reason}`,
    portFree: (port) => `Порт ${port} свободен.`,
    serverRuns: (port) => `Сервер работает на порту ${port}.`,
    mailKept: () => "Почтовый сервер не указан (VECHE_SMTP_URL): письма остаются во встроенном ящике.",
    mailGood: (host) => `Почтовый сервер ${host} отвечает.`,
    mailUnreachable: (host) => `Почтовый сервер ${host} не отвечает. См. VECHE_SMTP_URL.`,
    antivirusGood: (url) => `Антивирус по адресу ${url} отвечает.`,
    antivirusUnreachable: (url) => `Антивирус по адресу ${url} не отвечает: загрузка файлов ждёт его. См. VECHE_CLAMD_URL.`,
  },
};

export type Words = typeof english;

/** What the welcome tells. */
export type Place = {
  readonly url: string;
  readonly dataDir: string;
  readonly isEmbedded: boolean;
  readonly hasMailServer: boolean;
  readonly isLocalOnly: boolean;
  /** the demo company was asked for */
  readonly isDemo: boolean;
};

/** Sentences in the language of the terminal. @see locale(7) for the order of the variables */
export function wordsFor(env: Readonly<Record<string, string | undefined>>): Words {
  return /^ru/i.test(env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "") ? russian : english;
}

/** A fault the person can mend; its message is all he needs to see. */
export class ExplainedError extends Error {}
