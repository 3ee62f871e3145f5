import { AppError } from "@veche/kernel";
import type { ErrorCode } from "@veche/kernel";
import { useCallback } from "react";
import { defineCatalogue, translate, useLanguage } from "./catalogue.ts";
import { formatSize } from "./format.ts";
import { getLanguage } from "./language.ts";

const ru = {
  invalid: "Проверьте введённые данные: что-то заполнено неверно.",
  unauthenticated: "Сеанс завершён. Войдите снова — введённое сохранится.",
  forbidden: "На это действие не хватает прав. Обратитесь к администратору.",
  not_found: "Не найдено: записи больше нет или она вам недоступна.",
  conflict: "Пока вы работали, данные изменились. Обновите и повторите.",
  gone: "Срок действия истёк. Начните заново.",
  too_large: "Слишком много: превышен допустимый размер.",
  too_many_requests: "Слишком много попыток подряд. Подождите минуту и повторите.",
  internal: "Сбой на сервере. Введённое сохранено, попробуйте ещё раз.",
  bad_gateway: "Другой сервер ответил не так, как ожидалось. Попробуйте позже.",
  unavailable: "Сервер сейчас не отвечает. Повторим автоматически.",
  insufficient_storage: "На сервере закончилось место для файлов. Сообщите администратору.",
  infected: "В файле найден вирус. Файл не сохранён; сообщите администратору.",
  administrator_required: "Подключить обсуждения может только администратор.",
  too_few_users: "Обсуждения подключают, когда в программе не меньше двух активных пользователей.",
  code_wrong: "Код неверный. Проверьте письмо и введите код ещё раз.",
  code_expired: "Код больше не действует. Запросите новый.",
  server_unknown: "По этому адресу нет сервера обсуждений.",
  server_unreachable: "Сервер обсуждений не отвечает. Проверьте адрес и сеть.",
  not_registered: "Обсуждения не подключены.",
  parked: "Это копия подключённой базы: обсуждения приостановлены, пока вы не решите, что с ними делать.",
  credentials_wrong: "Неверное имя пользователя или пароль.",
  second_factor_required: "Введите код из приложения-аутентификатора.",
  second_factor_wrong: "Код не подошёл. Дождитесь нового кода в приложении или введите резервный код.",
  passkey_wrong: "Этот ключ доступа не подошёл. Войдите с паролем и проверьте ключи в настройках.",
} as const satisfies Record<ErrorCode, string>;

const en = {
  invalid: "Please check what you entered: something does not fit.",
  unauthenticated: "Your session has ended. Sign in again, nothing you typed is lost.",
  forbidden: "You do not have the right to do this. Ask an administrator.",
  not_found: "Not found: it no longer exists or is not available to you.",
  conflict: "This changed while you were working. Refresh and try again.",
  gone: "This has expired. Please start again.",
  too_large: "This is over the allowed size.",
  too_many_requests: "Too many attempts in a row. Wait a minute and try again.",
  internal: "Something failed on the server. Your input is kept, please try again.",
  bad_gateway: "Another server gave an unexpected answer. Please try later.",
  unavailable: "The server is not answering right now. We will retry automatically.",
  insufficient_storage: "The server has no room left for files. Tell your administrator.",
  infected: "A virus was found in this file. It was not saved; tell your administrator.",
  administrator_required: "Only an administrator can connect discussions.",
  too_few_users: "Discussions can be connected once there are at least two active users.",
  code_wrong: "That code is not right. Check the letter and enter it again.",
  code_expired: "This code is no longer valid. Request a new one.",
  server_unknown: "There is no discussion server at this address.",
  server_unreachable: "The discussion server does not answer. Check the address and the network.",
  not_registered: "Discussions are not connected.",
  parked: "This is a copy of a connected database: discussions are paused until you decide what to do with them.",
  credentials_wrong: "Wrong user name or password.",
  second_factor_required: "Enter the code from your authenticator app.",
  second_factor_wrong: "That code did not work. Wait for a new one in the app, or enter a recovery code.",
  passkey_wrong: "This passkey did not work. Sign in with your password and check your passkeys in the settings.",
} as const satisfies Record<ErrorCode, string>;

const codes = defineCatalogue("errors", { ru, en });

const facts = defineCatalogue("errorFacts", {
  ru: {
    attempts_one: "Осталась {{count}} попытка.",
    attempts_few: "Осталось {{count}} попытки.",
    attempts_many: "Осталось {{count}} попыток.",
    limitBytes: "Слишком большой файл: можно до {{limit}}.",
    limitCharacters: "Слишком длинный текст: можно до {{count}} знаков. Текст сохранён.",
    administrators: "Это может сделать: {{names}}.",
    activeUsers: "Сейчас активных: {{count}}.",
    address: "Адрес: {{url}}",
    request: "Номер обращения: {{requestId}}",
  },
  en: {
    attempts_one: "{{count}} attempt left.",
    attempts_other: "{{count}} attempts left.",
    limitBytes: "The file is too large: at most {{limit}}.",
    limitCharacters: "The text is too long: at most {{count}} characters. Your text is kept.",
    administrators: "Who can do it: {{names}}.",
    activeUsers: "Active now: {{count}}.",
    address: "Address: {{url}}",
    request: "Request: {{requestId}}",
  },
});

/** @returns a sentence for a person: what happened, what was kept, what to do; with the facts the failure carries */
export function describeError(error: unknown): string {
  const { code, details } = error instanceof AppError ? error : new AppError("internal");
  const sentence = translate(codes, code);
  if (code === "too_large" && typeof details["limit"] === "number") {
    if (details["unit"] === "characters") return translate(facts, "limitCharacters", { count: details["limit"] });
    if (details["unit"] === "bytes") return translate(facts, "limitBytes", { limit: formatSize(details["limit"], getLanguage()) });
  }
  const fact = describeFact(details);
  return fact === null ? sentence : `${sentence} ${fact}`;
}

function describeFact(details: AppError["details"]): string | null {
  const { attemptsLeft, administrators, activeUserCount, url, requestId } = details;
  if (typeof attemptsLeft === "number") return translate(facts, "attempts", { count: attemptsLeft });
  if (Array.isArray(administrators) && administrators.length > 0)
    return translate(facts, "administrators", { names: administrators.join(", ") });
  if (typeof activeUserCount === "number") return translate(facts, "activeUsers", { count: activeUserCount });
  if (typeof url === "string") return translate(facts, "address", { url });
  if (typeof requestId === "string") return translate(facts, "request", { requestId });
  return null;
}

/** Sentences for failures in the language of the page. */
export function useErrorText(): (error: unknown) => string {
  const language = useLanguage();
  // A new function for every language, so that what shows a sentence is drawn again.
  return useCallback((error: unknown) => (language ? describeError(error) : ""), [language]);
}
