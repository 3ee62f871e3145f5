import { makePdf } from "./pdf.ts";
import type { PdfPage } from "./pdf.ts";

const left = 60;
const right = 545;

function letterhead(page: PdfPage): void {
  page.text(left, 790, 11, "Северный ветер");
  page.text(left, 777, 5, "Вентиляция и климат для промышленности");
  page.text(right, 792, 5, "ООО «Северный ветер»", "right");
  page.text(right, 783, 5, "198095, Санкт-Петербург, ул. Маршала Говорова, 35", "right");
  page.text(right, 774, 5, "ИНН 7805412963 КПП 780501001", "right");
  page.line(
    [
      [left, 764],
      [right, 764],
    ],
    1.4,
  );
}

function signature(page: PdfPage, y: number, position: string, name: string): void {
  page.text(left, y, 6.5, position);
  page.line([
    [250, y - 2],
    [380, y - 2],
  ]);
  page.text(right, y, 6.5, name, "right");
}

/** @param columns right edges of the columns; the first is aligned to the left, the rest to the right */
function table(page: PdfPage, top: number, columns: readonly number[], rows: readonly (readonly string[])[]): number {
  const rowHeight = 19;
  page.box(left, top - rowHeight, right - left, rowHeight, 0.93);
  rows.forEach((row, index) => {
    const y = top - rowHeight * (index + 1);
    page.box(left, y, right - left, rowHeight);
    row.forEach((cell, column) => {
      if (column === 0) page.text(left + 5, y + 7, 5.4, cell);
      else page.text(columns[column]! - 5, y + 7, 5.4, cell, "right");
    });
  });
  const bottom = top - rowHeight * rows.length;
  for (const x of columns.slice(0, -1))
    page.line(
      [
        [x, top],
        [x, bottom],
      ],
      0.5,
    );
  return bottom;
}

function paragraph(page: PdfPage, top: number, lines: readonly string[]): number {
  lines.forEach((line, index) => page.text(left, top - index * 14, 6, line));
  return top - lines.length * 14;
}

function offerPage(page: PdfPage): void {
  letterhead(page);
  page.text(left, 740, 6, "№ КП-0417");
  page.text(right, 740, 6, "Начальнику снабжения", "right");
  page.text(right, 728, 6, "ООО «Поморский терминал» К. А. Воронцову", "right");
  page.text(302, 692, 9, "Коммерческое предложение", "center");
  const top = paragraph(page, 666, [
    "Предлагаем поставку и монтаж приточно-вытяжных установок",
    "для склада № 3 портового терминала «Лавна» (Мурманск).",
    "Расчётный расход воздуха 12 400 м³/ч с учётом двух новых ворот.",
  ]);
  const bottom = table(
    page,
    top - 6,
    [340, 390, 465, right],
    [
      ["Наименование", "Кол-во", "Цена, ₽", "Сумма, ₽"],
      ["Установка СВ-Норд 6300, УХЛ", "2", "1 264 000", "2 528 000"],
      ["Завеса СВ-Порог 350, водяная", "4", "186 500", "746 000"],
      ["Воздуховоды, клапаны", "1", "612 000", "612 000"],
      ["Автоматика и щиты управления", "1", "388 000", "388 000"],
      ["Монтаж и пусконаладка", "1", "906 000", "906 000"],
      ["Итого с НДС 22 %", "", "", "5 180 000"],
    ],
  );
  paragraph(page, bottom - 28, [
    "Срок поставки 28 рабочих дней с даты аванса.",
    "Аванс 40 %, остаток после подписания акта.",
    "Гарантия на оборудование 36 месяцев, на монтаж 24 месяца.",
  ]);
  signature(page, bottom - 110, "Генеральный директор", "В. П. Лебедев");
}

function conditionsPage(page: PdfPage): void {
  letterhead(page);
  page.text(302, 720, 8, "Условия поставки", "center");
  paragraph(page, 690, [
    "1. Доставка до объекта включена в стоимость.",
    "2. Шеф-монтаж включён в стоимость.",
    "3. Пусконаладка проводится при представителе заказчика.",
    "4. Заказчик обеспечивает теплоноситель не ниже 90 °.",
    "5. Паспорта систем передаются с актом.",
  ]);
  page.text(left, 590, 5, "Исп. Ковалёва А. С., +7 812 640-22-17");
}

/** A unit seen from the side: filter, recuperator, heater, fan, and the arrows of the air. */
function unitScheme(page: PdfPage, y: number): void {
  const sections = ["Фильтр", "Рекуператор", "Калорифер", "Вентилятор"];
  page.box(left + 20, y, 440, 130);
  sections.forEach((name, index) => {
    const x = left + 20 + index * 110;
    page.line(
      [
        [x, y],
        [x, y + 130],
      ],
      0.8,
    );
    page.text(x + 55, y - 14, 5, name, "center");
  });
  for (let fold = 0; fold < 6; fold++)
    page.line(
      [
        [90 + fold * 14, y + 10],
        [97 + fold * 14, y + 120],
        [104 + fold * 14, y + 10],
      ],
      0.5,
    );
  page.line(
    [
      [200, y + 20],
      [290, y + 110],
      [290, y + 20],
      [200, y + 110],
      [200, y + 20],
    ],
    0.8,
  );
  for (let tube = 0; tube < 7; tube++)
    page.line(
      [
        [316 + tube * 12, y + 12],
        [316 + tube * 12, y + 118],
      ],
      1.2,
    );
  const circle = Array.from({ length: 37 }, (_, step) => [465 + 40 * Math.cos(step / 5.73), y + 65 + 40 * Math.sin(step / 5.73)] as const);
  page.line(circle, 0.9);
  for (let blade = 0; blade < 6; blade++)
    page.line(
      [
        [465, y + 65],
        [465 + 38 * Math.cos(blade * 1.047), y + 65 + 38 * Math.sin(blade * 1.047)],
      ],
      0.9,
    );
  page.line(
    [
      [40, y + 65],
      [78, y + 65],
    ],
    1.6,
  );
  page.line(
    [
      [70, y + 71],
      [78, y + 65],
      [70, y + 59],
    ],
    1.6,
  );
}

function selectionPage(page: PdfPage): void {
  letterhead(page);
  page.text(302, 730, 8.5, "Подбор установки СВ-Норд 6300", "center");
  page.text(302, 712, 6, "Терминал «Лавна», склад № 3", "center");
  unitScheme(page, 540);
  table(
    page,
    500,
    [400, right],
    [
      ["Параметр", "Значение"],
      ["Расход воздуха, две установки, м³/ч", "12 400"],
      ["Свободный напор, Па", "420"],
      ["Наружная температура, °", "-27"],
      ["Температура притока, °", "+16"],
      ["КПД рекуперации, %", "68"],
      ["Мощность калорифера, кВт", "58"],
      ["Запас по расходу, %", "10"],
    ],
  );
  signature(page, 280, "Главный инженер", "С. П. Мельников");
}

function actPage(page: PdfPage): void {
  letterhead(page);
  page.text(302, 725, 9, "Акт сверки № 41", "center");
  page.text(302, 708, 6, "ООО «Северный ветер» и АО «Кольская ТЭЦ»", "center");
  const bottom = table(
    page,
    680,
    [330, 440, right],
    [
      ["Операция", "Дебет, ₽", "Кредит, ₽"],
      ["Сальдо начальное", "1 512 100,00", ""],
      ["Обслуживание систем", "346 500,00", ""],
      ["Повторная оплата за фильтры", "", "12 400,00"],
      ["Сальдо конечное", "1 846 200,00", ""],
    ],
  );
  signature(page, bottom - 60, "Бухгалтер", "О. В. Савельева");
  signature(page, bottom - 90, "Главный бухгалтер", "Е. М. Трофимова");
}

function contractPage(page: PdfPage): void {
  letterhead(page);
  page.text(302, 725, 9, "Договор № 118-П", "center");
  paragraph(page, 690, [
    "1.1. Подрядчик выполняет поставку и монтаж систем вентиляции",
    "складов № 4 и № 5 комплекса «Лавна».",
    "3.1. Цена договора 14 260 000,00 ₽, с НДС 22 %.",
    "4.2. Цена индексируется при изменении прайса завода.",
    "5.3. Об отгрузке уведомляем за три рабочих дня.",
    "6.2. Пеня 0,1 % в день, не более 7 % от цены этапа.",
  ]);
  signature(page, 560, "Подрядчик", "В. П. Лебедев");
  signature(page, 530, "Заказчик", "Е. Н. Титов");
}

/** The papers that hang on the documents of the story. */
export const drawing = {
  offer: () => makePdf([offerPage, conditionsPage]),
  selection: () => makePdf([selectionPage]),
  act: () => makePdf([actPage]),
  contract: () => makePdf([contractPage]),
} as const;
