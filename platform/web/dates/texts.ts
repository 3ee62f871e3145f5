import { defineCatalogue } from "../i18n/index.ts";

export const dateTexts = defineCatalogue("dates", {
  ru: {
    openCalendar: "Выбрать в календаре",
    notADate: "Такой даты нет. Напишите её, например, так: {{example}}.",
    tooEarly: "Не раньше {{date}}.",
    tooLate: "Не позже {{date}}.",
    nextMonth: "Следующий месяц",
    previousMonth: "Предыдущий месяц",
    nextYear: "Следующий год",
    previousYear: "Предыдущий год",
    nextDecade: "Следующее десятилетие",
    previousDecade: "Предыдущее десятилетие",
  },
  en: {
    openCalendar: "Choose from the calendar",
    notADate: "There is no such date. Write it like this: {{example}}.",
    tooEarly: "No earlier than {{date}}.",
    tooLate: "No later than {{date}}.",
    nextMonth: "Next month",
    previousMonth: "Previous month",
    nextYear: "Next year",
    previousYear: "Previous year",
    nextDecade: "Next decade",
    previousDecade: "Previous decade",
  },
});
