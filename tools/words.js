/** What the scripts say to the person in front of the terminal, in the language of that terminal. */

const language = /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "") ? "ru" : "en";

const catalogues = {
  en: {
    nodeTooOld: ({ found, needed }) => `Veche needs Node.js ${needed} or newer, this is ${found}. See https://nodejs.org`,
    installing: () => "Installing packages (once, about a minute)…",
    installed: ({ seconds }) => `Packages installed in ${seconds} s.`,
    installFailed: () =>
      "The packages could not be installed; npm's own words are above. Is the package registry reachable, is there free disk space?",
    notWritable: ({ path }) => `No right to write to ${path}. Start as its owner or give this user the right.`,
    npmMissing: () => "npm was not found. It comes with Node.js: https://nodejs.org",
    node24Missing: ({ platform }) =>
      `There is no ready-made Node.js 24 for this system (${platform}). Install Node.js 24 or newer and start again.`,
    serverDied: ({ reason, seconds }) => `The server ended unexpectedly (${reason}) and is started again in ${seconds} s.`,
    serverFailed: ({ count }) => `The server could not start ${count} times in a row. \`npm run veche -- doctor\` looks for the cause.`,
    browserInstalling: () => "Installing a browser for the stories (Debian's chromium)…",
    browserMissing: () =>
      "The stories need a Chromium. Install one (Debian, Ubuntu: sudo apt-get install chromium fonts-noto-core fonts-noto-color-emoji) or name it in CHROMIUM_PATH.",
    step: ({ name }) => `— ${name}`,
    stepFailed: ({ name }) => `✗ ${name} failed`,
  },
  ru: {
    nodeTooOld: ({ found, needed }) => `Для Veche нужен Node.js ${needed} или новее, а установлен ${found}. См. https://nodejs.org`,
    installing: () => "Устанавливаем пакеты (один раз, около минуты)…",
    installed: ({ seconds }) => `Пакеты установлены за ${seconds} с.`,
    installFailed: () => "Не удалось установить пакеты; что сказал npm — выше. Доступен ли реестр пакетов, есть ли место на диске?",
    notWritable: ({ path }) => `Нет права записи в ${path}. Запустите от имени владельца или дайте это право пользователю.`,
    npmMissing: () => "Не найден npm. Он входит в Node.js: https://nodejs.org",
    node24Missing: ({ platform }) =>
      `Для этой системы (${platform}) нет готового Node.js 24. Установите Node.js 24 или новее и запустите снова.`,
    serverDied: ({ reason, seconds }) => `Сервер неожиданно завершился (${reason}) и будет запущен снова через ${seconds} с.`,
    serverFailed: ({ count }) => `Сервер не смог запуститься ${count} раз подряд. Причину ищет \`npm run veche -- doctor\`.`,
    browserInstalling: () => "Устанавливаем браузер для сценариев (chromium из Debian)…",
    browserMissing: () =>
      "Для сценариев нужен Chromium. Установите его (Debian, Ubuntu: sudo apt-get install chromium fonts-noto-core fonts-noto-color-emoji) или укажите путь в CHROMIUM_PATH.",
    step: ({ name }) => `— ${name}`,
    stepFailed: ({ name }) => `✗ ${name}: неудача`,
  },
};

/** The sentence in the person's language. */
export function words(key, details = {}) {
  return catalogues[language][key](details);
}

/** A fault the person can mend; its message is all he needs to see. */
export class ExplainedError extends Error {}
