/** The few sentences that are said while no page is open. */
export const words = {
  ru: {
    product: "Вече",
    hidden: "Новое сообщение",
    hiddenCount: (count: number) => `Новых сообщений: ${count}`,
    file: "Файл",
    test: "Пробное уведомление",
    testText: "Уведомления доходят до этого устройства.",
  },
  en: {
    product: "Veche",
    hidden: "New message",
    hiddenCount: (count: number) => `New messages: ${count}`,
    file: "File",
    test: "Test notification",
    testText: "Notifications reach this device.",
  },
} as const;
