import { createGroup } from "@veche/collab-domain/conversations";
import { postMessage } from "@veche/collab-domain/messages";
import { newId } from "@veche/kernel";
import sharp from "sharp";
import { expect, it } from "vitest";
import { connectApplication, listen, openTestHouse } from "./testing/house.ts";
import { uploadFile } from "./testing/upload.ts";

it("a small picture that is made after the message was sent appears to everybody who sees it, without a reload", async () => {
  const house = await openTestHouse();
  const application = await connectApplication(house, ["anna", "boris"]);
  const [anna, boris] = [await application.tokenOf("anna"), await application.tokenOf("boris")];
  const group = { id: newId<"Conversation">(), title: "Планёрка", userIds: [application.idOf("boris")] };
  const { id: conversationId } = await house.call(createGroup, group, anna);
  const socket = await listen(house, boris);
  // the job that makes the small picture waits until the message is there
  const run = (text: string) => house.database.pool.query(text);
  await run(`create function public.delay() returns trigger language plpgsql as $$ begin new.run_at = 'infinity'; return new; end $$`);
  await run("create trigger delay before insert on collab_jobs._private_jobs for each row execute function public.delay()");
  const bytes = await sharp({ create: { width: 1_600, height: 800, channels: 3, background: "#08f" } })
    .png()
    .toBuffer();
  const fileId = await uploadFile(house, anna, { name: "вид.png", bytes });
  await house.call(postMessage, { conversationId, id: newId(), text: "вид", fileIds: [fileId] }, anna);
  expect((await socket.hear("message.posted")).message.attachments).toMatchObject([{ fileId, hasThumbnail: false, image: null }]);
  await run("select collab_jobs.reschedule_jobs(array_agg(id), run_at => now()) from collab_jobs.jobs");
  await run(`select pg_notify('jobs:insert', '{"r": 1, "count": 1}')`);
  const { message } = await socket.hear("message.changed");
  expect(message.attachments).toMatchObject([{ fileId, hasThumbnail: true, image: { width: 1_600, height: 800 } }]);
  socket.close();
  await house.stop();
});
