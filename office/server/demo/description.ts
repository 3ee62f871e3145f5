import type { describeDemo } from "@veche/office-domain/directory";
import type { RouteOutput } from "@veche/kernel";
import type { DemoCompany } from "./types.ts";

/** What a demo company holds, in numbers. */
export function describeCompany(company: DemoCompany): RouteOutput<typeof describeDemo> {
  return {
    personCount: company.people.length,
    departmentCount: company.departments.length,
    documentCount: company.documents.length,
    conversationCount: new Set(company.messages.map(({ conversationKey }) => conversationKey)).size,
    messageCount: company.messages.length,
  };
}
