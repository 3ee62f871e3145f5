import { defineCatalogue } from "@veche/web/i18n";

/** What the system says of settings and roles. */
export const noteTexts = defineCatalogue("collabNotes", {
  ru: {
    ownerAdded: "Новый владелец беседы: {{name}}",
    ownerRemoved: "Больше не владелец беседы: {{name}}",
    posting_everybody: "Писать могут все участники",
    posting_owners: "Писать могут только владельцы",
    adding_everybody: "Добавлять людей могут все участники",
    adding_owners: "Добавлять людей могут только владельцы",
    renaming_everybody: "Менять название могут все участники",
    renaming_owners: "Менять название могут только владельцы",
    history_whole: "Новые участники видят всю переписку",
    history_sinceJoining: "Новые участники видят переписку с момента вступления",
    descriptionChanged: "Изменено описание беседы",
    descriptionRemoved: "Описание беседы удалено",
  },
  en: {
    ownerAdded: "{{name}} is now an owner",
    ownerRemoved: "{{name}} is no longer an owner",
    posting_everybody: "Everyone can write",
    posting_owners: "Only owners can write",
    adding_everybody: "Everyone can add people",
    adding_owners: "Only owners can add people",
    renaming_everybody: "Everyone can change the name",
    renaming_owners: "Only owners can change the name",
    history_whole: "New members see the whole history",
    history_sinceJoining: "New members see messages from when they join",
    descriptionChanged: "The description was changed",
    descriptionRemoved: "The description was removed",
  },
});
