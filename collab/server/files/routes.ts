import * as api from "@veche/collab-domain/files";
import { bindPerson, type Binding } from "../binding.ts";
import { requireFile, type ServingOptions } from "./serving.ts";
import { toAttachment } from "./store.ts";

export function buildFileBindings(options: ServingOptions): readonly Binding[] {
  return [
    bindPerson(api.createFileTicket, async (ctx) => options.tickets.issue(ctx, ctx.now)),
    bindPerson(api.getFile, async (ctx, input) => toAttachment(await requireFile(options, ctx, input.fileId))),
  ];
}
