import { createHmac } from "node:crypto";
import { ICEServer } from "@livekit/protocol";

/** A TURN or STUN server for clients behind strict networks. */
export interface IceServerOptions {
  /** as `turns:turn.example.com:443?transport=tcp` */
  readonly urls: readonly string[];
  /** The server's `static-auth-secret`: passwords are made of it, each good for a day. */
  readonly sharedSecret?: string | undefined;
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}

const dayMs = 86_400_000;

/** @see draft-uberti-behave-turn-rest-00 §2.2 */
export function toIceServers(options: readonly IceServerOptions[], identity: string, now = Date.now()): ICEServer[] {
  return options.map(({ urls, sharedSecret, username, credential }) => {
    if (sharedSecret === undefined) return new ICEServer({ urls: [...urls], username: username ?? "", credential: credential ?? "" });
    const name = `${Math.floor((now + dayMs) / 1000)}:${identity}`;
    return new ICEServer({ urls: [...urls], username: name, credential: createHmac("sha1", sharedSecret).update(name).digest("base64") });
  });
}
