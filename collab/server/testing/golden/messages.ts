/** Who wrote what where, beside the texts of the demonstration company; names of files, and what their texts say. */
export interface GoldenMessage {
  readonly conversation: string;
  readonly author: string;
  readonly text: string;
  readonly files?: readonly { readonly name: string; readonly text?: string }[];
  /** people named in it; `everybody` */
  readonly mentions?: readonly string[];
  /** written on this day, at noon in Moscow */
  readonly on?: string;
}

const write =
  (conversation: string, author: string) =>
  (text: string, more: Omit<GoldenMessage, "conversation" | "author" | "text"> = {}): GoldenMessage => ({
    conversation,
    author,
    text,
    ...more,
  });

const [anna, pavel, elena, igor, english] = [
  write("sales", "kovaleva"),
  write("sales", "nikitin"),
  write("accounting", "trofimova"),
  write("legal", "zakharov"),
  write("it", "gromov"),
];

/** Oldest first; newer than the texts of the company unless they have a day. */
export const goldenMessages: readonly GoldenMessage[] = [
  anna("Подписали договоры аренды с «Ромашкой», оригиналы у Анны", { on: "2026-03-10" }),
  anna("Отчёт по квартальным продажам готов, посмотрите до четверга", { on: "2026-04-02" }),
  anna("Ёлку в холле ставим пятого, гирлянды в кладовке", { on: "2025-12-03" }),
  elena("Счёт № 1542-К на 1 250 000 руб. оплатили сегодня"),
  anna("Перезвоните Петровскому: +7 (812) 334-56-78, он на месте до шести"),
  anna("Презентацию перенесли на 12.05.2027, переговорная «Онега»"),
  igor("Доверенность ДП-26/118 действует до конца года"),
  english("The quarterly meeting notes are in the shared folder"),
  english("Please resend both invoices to the customer before Friday"),
  english("We have upgraded the database servers; backups were verified twice"),
  pavel("Пропуска для подъёмника заказаны на имя Геннадия"),
  elena("Без списка охрана никого не пустит"),
  elena("Нужен список сварщиков с удостоверениями"),
  pavel("Кофемашина на третьем этаже протекает"),
  pavel("Заказали шесть кондиционеров Daikin FTXB35C"),
  english("Регламент переработок: https://wiki.example.org/reglament/overtime-2026"),
  igor("Скан приложил", { files: [{ name: "Договор_субаренды_ангара.pdf" }] }),
  pavel("После ремонта", { files: [{ name: "crane-inspection-2026.jpg" }] }),
  igor("Заключение экспертизы", {
    files: [
      { name: "expertiza.pdf", text: `${"Общие положения и термины. ".repeat(40)}Гидроизоляция фундамента выполнена мастикой. Выводы.` },
    ],
  }),
  elena("На монтаже не хватает двух человек"),
  elena("Вечером придут люди с телевидения"),
  igor("Письмо из арбитража получили"),
  igor("Пять писем вернулись с отметкой «адресат выбыл»"),
  elena("Наличные деньги сдали инкассаторам"),
  elena("Подарки детям вручаем двадцатого"),
  pavel("Взвешивание контейнеров проведём на терминале"),
  pavel("Взвесили и опломбировали, акт прикладываю", { files: [{ name: "Акт взвешивания №7.docx" }] }),
  anna("Претензионная работа: ответили всем трём заявителям"),
  anna("Коммерческое предложение согласовано без замечаний, **согласующим** спасибо"),
  igor("Нотариус заверит копии устава завтра"),
  igor("Завтра нотариальная контора закрыта"),
  write("orlov+kovaleva", "kovaleva")("Забронировала гостиницу «Меридиан» на три ночи"),
  write("orlov+kovaleva", "orlov")("Билеты на самолёт куплены, вылет в 6:40"),
  write("orlov+savelyeva", "savelyeva")("Реквизиты поменялись: расчётный счёт 40702810900000012345"),
  write("kovaleva+guseva", "guseva")("Секретный пирог к юбилею директора заказан"),
  write("project-lavna", "kuznetsov")("Эстакаду красим в понедельник, грунтовка завезена"),
  write("project-lavna", "krylov")("Чертежи эстакады исправлены, лист 14 заменён"),
  write("project-lavna", "melnikov")("Шеф-монтаж вентиляторов начнём после пусконаладки"),
  write("project-kola", "khabibullin")("Котёл № 2 опрессован, давление держит"),
  write("project-kola", "baranov")("Опрессовку третьего котла переносим"),
  write("warehouse", "zhukov")("Погрузчик в ремонте, паллеты возим рохлей"),
  write("warehouse", "panov")("Инвентаризация стеллажей: недостача двух поддонов"),
  write("office", "belova")("Журнал входящей корреспонденции переехал в шкаф"),
  write("office", "ershova")("@Дмитрий Орлов, анкету сотрудника заполните до пятницы", { mentions: ["orlov"] }),
  write("office", "ershova")("@все, завтра учебная тревога в 11:00", { mentions: ["everybody"] }),
  write("office", "savelyeva")("@Анна Ковалёва, анкету контрагента проверь", { mentions: ["kovaleva"] }),
  write("tenders", "zaytseva")("Обеспечение заявки 350 000 ₽ перечислили площадке"),
  write("tenders", "guseva")("Аукцион № 0372200010326000045 состоится во вторник"),
  write("running", "timofeev")("Забег по Приморскому парку: стартуем в субботу"),
  write("service", "polyakov")("Фильтры G4 и F7 заканчиваются, закажите коробку"),
  write("service", "osipova")("Поверка манометров истекает в феврале"),
  write("design", "morozova")("Аэродинамический расчёт воздуховодов проверила"),
  write("design", "egorov")("Шумоглушители подобрал, запас девять децибел"),
  write("design-control", "timofeev")("Прошивка контроллера v2.14.3 исправляет обрыв Modbus"),
  write("records", "tretyakova")("Опись дел за 2019 год передана в архив"),
  write("records", "belova")("Номенклатуру дел утвердили"),
  write("logistics", "rudenko")("Фура с воздуховодами застряла под Вологдой"),
  write("logistics", "kuzmina")("Таможенную декларацию выпустили ночью"),
  write("payroll", "frolov")("Больничный лист Жукова продлён"),
  write("payroll", "ryabova")("Аванс перечислен, расчётные листки разосланы"),
  write("contract-approvers", "martynova")("Неустойка снижена до 0,05 % в день"),
  write("company", "lebedev")("Поздравляю с юбилеем компании: нам пятнадцать лет!"),
  write("board", "dorokhova")("Дивиденды обсудим на собрании участников"),
];
