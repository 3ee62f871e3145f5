import { drawing } from "./drawing/sheets.ts";
import { paintGates, paintHall } from "./drawing/warehouse.ts";
import { setRussianType } from "./typography.ts";
import type { DemoFile } from "./types.ts";

function textFile(key: string, name: string, text: string): DemoFile {
  const isTable = name.endsWith(".csv");
  // A spreadsheet program recognises UTF-8 by the byte order mark.
  const content = (): Uint8Array => new TextEncoder().encode(isTable ? `\uFEFF${text.trim()}\n` : `${setRussianType(text.trim())}\n`);
  return { key, name, mediaType: isTable ? "text/csv" : "text/plain", content };
}

function pdfFile(key: string, name: string, content: () => Uint8Array): DemoFile {
  return { key, name, mediaType: "application/pdf", content };
}

const estimate = `
Раздел;Наименование;Ед.;Кол.;Цена, ₽;Сумма, ₽;Поставщик
1.1;Установка СВ-Норд 6300, рекуператор, УХЛ;шт.;2;1264000;2528000;Завод, Тверь
1.2;Тепловая завеса СВ-Порог 350, водяная;шт.;4;186500;746000;Склад, СПб
2.1;Воздуховод оцинк. 0,9 мм, 800 × 500;м²;148;1620;239760;Арктик-Металл
2.2;Фасонные части, отводы, тройники;компл.;1;158240;158240;Арктик-Металл
2.3;Клапаны противопожарные КПС-60;шт.;6;21400;128400;Склад, СПб
2.4;Изоляция, крепёж, лента;компл.;1;85600;85600;Склад, СПб
3.1;Щит управления ЩУВ-2 с диспетчеризацией;шт.;2;142000;284000;Собственное
3.2;Датчики, приводы, кабель;компл.;1;104000;104000;Склад, СПб
4.1;Монтаж установок и воздуховодов;смена;14;46500;651000;Бригада, Мурманск
4.2;Пусконаладка и паспортизация;компл.;1;165000;165000;Собственное
4.3;Доставка до терминала «Лавна»;рейс;2;45000;90000;Север-Транс
;Итого с НДС 22 %;;;;5180000;`;

const priceList = `
Артикул;Наименование;Цена с НДС, ₽;Срок, рабочих дней
СВН-2500;Установка СВ-Норд 2500;618000;18
СВН-4000;Установка СВ-Норд 4000;846000;20
СВН-6300;Установка СВ-Норд 6300, УХЛ;1264000;22
СВН-8000;Установка СВ-Норд 8000, УХЛ;1492000;26
СВП-250;Завеса СВ-Порог 250, водяная;142000;10
СВП-350;Завеса СВ-Порог 350, водяная;186500;12
ЩУВ-2;Щит управления ЩУВ-2;142000;14
КПС-60;Клапан противопожарный КПС-60;21400;5
Ф-F7;Фильтр карманный F7;1860;3
Ф-G4;Фильтр панельный G4;640;3`;

const offerTemplate = `
КОММЕРЧЕСКОЕ ПРЕДЛОЖЕНИЕ
Тепловые завесы «СВ-Порог»

Кому: [должность, организация, фамилия]
Объект: [адрес, назначение, расчётная температура]

1. Оборудование: [марка, количество, нагрев]
2. Обвязка и автоматика: [узлы, щит, датчики ворот]
3. Доставка до объекта: [рейс, срок]
4. Монтаж и пусконаладка: [смены, условия работы]

Срок поставки — [N] рабочих дней с даты аванса.
Аванс [N] %, остаток — после подписания акта.
Гарантия на оборудование — 36 месяцев, на монтаж — 24 месяца.`;

const waybillNote = `
Опись накладных ООО «Север-Транс», рейс Санкт-Петербург — Мурманск

1. ТН 004518: завесы СВ-Порог 350, 6 шт., 2 паллеты, 412 кг
2. ТН 004519: завесы СВ-Порог 350, 4 шт., 1 паллета, 276 кг

Машина прибыла на терминал в 7:40, въезд разрешён на следующие сутки в 8:15.
Причина ожидания по отметке охраны: «пропуск не готов».`;

/** Every file of the company; contents are made when asked for, always the same. */
export const files: readonly DemoFile[] = [
  { key: "photo-hall", name: "Склад 3, зал.png", mediaType: "image/png", content: paintHall },
  { key: "photo-gates", name: "Склад 3, ворота.png", mediaType: "image/png", content: paintGates },
  pdfFile("selection-v2", "Подбор ПВУ, склад 3, v2.pdf", drawing.selection),
  pdfFile("offer-0417", "КП-0417.pdf", drawing.offer),
  pdfFile("act-41-file", "Акт сверки № 41.pdf", drawing.act),
  pdfFile("contract-scan", "Договор № 118-П.pdf", drawing.contract),
  textFile("estimate-v3", "Смета, склад 3, версия 3.csv", estimate),
  textFile("price-list", "Прайс.csv", priceList),
  textFile("offer-template", "Шаблон КП, завесы.txt", offerTemplate),
  textFile("waybill-note", "Опись накладных.txt", waybillNote),
];
