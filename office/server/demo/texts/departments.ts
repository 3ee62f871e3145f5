import type { DemoDepartment, DemoKey } from "../types.ts";

function department(key: DemoKey, parentKey: DemoKey | null, name: string, headKey: DemoKey, description: string): DemoDepartment {
  return { key, parentKey, name, headKey, description };
}

/** Parents before children. */
export const departments: readonly DemoDepartment[] = [
  department("board", null, "Дирекция", "lebedev", "Управление компанией, персонал, финансы и техническая политика."),
  department("accounting", null, "Бухгалтерия", "trofimova", "Учёт, налоги, расчёты, зарплата, касса и банк."),
  department(
    "receivables",
    "accounting",
    "Покупатели",
    "savelyeva",
    "Расчёты с покупателями и поставщиками, закрывающие документы, акты сверки.",
  ),
  department("payroll", "accounting", "Зарплата и кадры", "frolov", "Зарплата, отпускные, справки, касса и платёжный календарь."),
  department("sales", null, "Отдел продаж", "orlov", "Коммерческие предложения, договоры с покупателями, тендеры, сопровождение заказов."),
  department("sales-spb", "sales", "Продажи, Санкт-Петербург", "kovaleva", "Заказчики Северо-Запада, тендеры и сайт."),
  department("sales-murmansk", "sales", "Продажи, Мурманск", "kuznetsov", "Порты, склады и котельные Мурманской области и Карелии."),
  department(
    "design",
    null,
    "Проектный отдел",
    "krylov",
    "Проекты вентиляции, отопления и автоматики, рабочая документация, авторский надзор.",
  ),
  department("design-air", "design", "Вентиляция", "morozova", "Расчёты воздухообмена, аэродинамика, чертежи и спецификации."),
  department("design-control", "design", "Автоматика", "baranov", "Щиты управления, диспетчеризация, схемы и программы контроллеров."),
  department("legal", null, "Юридический отдел", "zakharov", "Договоры, претензии, суды, доверенности."),
  department("records", null, "Канцелярия", "belova", "Регистрация, рассылка и хранение документов, контроль исполнения."),
  department("logistics", null, "Логистика и склад", "panov", "Закупки, склад, отгрузки и перевозки."),
  department("warehouse", "logistics", "Склад", "kuzmina", "Приёмка, хранение и выдача оборудования и материалов."),
  department("transport", "logistics", "Транспорт", "rudenko", "Машины, рейсы на Север, транспортные документы."),
  department("it", null, "ИТ", "gromov", "Серверы, рабочие места, связь, учётные записи и права."),
  department("works", null, "Монтаж и сервис", "khabibullin", "Монтаж, пусконаладка, гарантия и обслуживание."),
  department("crew-murmansk", "works", "Бригада, Мурманск", "laptev", "Монтаж и наладка на объектах Мурманской области."),
  department("service", "works", "Сервисная служба", "ilyina", "Заявки на обслуживание, гарантийные выезды, запасные части."),
];
