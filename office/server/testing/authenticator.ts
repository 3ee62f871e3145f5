import type { NewCredential, UsedCredential } from "@veche/office-domain/session";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

const flags = { present: 0x01, verified: 0x04, synced: 0x18, credentialIncluded: 0x40 };

/** How an answer differs from an honest one. */
interface Fault {
  readonly origin?: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
  readonly userHandle?: string;
}

/** A passkey provider of the tests with one ES256 key, answering as a browser would. @see https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data */
export class TestAuthenticator {
  readonly #origin: string;
  readonly #credentialId = randomBytes(16);
  readonly #privateKey: KeyObject;
  readonly #coseKey: Buffer;
  #userHandle = "";
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#privateKey = privateKey;
    this.#coseKey = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
  }

  /** @param options as `session.beginPasskey` answers */
  create(options: Readonly<Record<string, unknown>>, fault: Fault = {}): NewCredential {
    this.#userHandle = (options["user"] as { id: string }).id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#credentialId.length);
    const included = Buffer.concat([Buffer.alloc(16), length, this.#credentialId, this.#coseKey]);
    const authData = Buffer.concat([this.#describe(flags.credentialIncluded, fault), included]);
    // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR
    const head = Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex");
    const attestationObject = Buffer.concat([head, Buffer.from([authData.length]), authData]).toString("base64url");
    return {
      ...this.#name(),
      response: { clientDataJSON: this.#say("webauthn.create", options, fault), attestationObject, transports: ["internal"] },
    };
  }

  /** @param options as `session.beginPasskeySignIn` answers */
  get(options: Readonly<Record<string, unknown>>, fault: Fault = {}): UsedCredential {
    this.#counter += 1;
    const clientDataJSON = this.#say("webauthn.get", options, fault);
    const authData = this.#describe(0, { counter: this.#counter, ...fault });
    const clientHash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
    const signature = sign("sha256", Buffer.concat([authData, clientHash]), this.#privateKey).toString("base64url");
    const authenticatorData = authData.toString("base64url");
    const userHandle = fault.userHandle ?? this.#userHandle;
    return { ...this.#name(), response: { clientDataJSON, authenticatorData, signature, userHandle } };
  }

  #name() {
    const id = this.#credentialId.toString("base64url");
    return { id, rawId: id, type: "public-key" as const };
  }

  #say(type: string, { challenge }: Readonly<Record<string, unknown>>, { origin = this.#origin }: Fault): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
  }

  #describe(more: number, { counter = 0, isVerified = true }: Fault): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags.present | flags.synced | more | (isVerified ? flags.verified : 0));
    rest.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash("sha256").update(new URL(this.#origin).hostname).digest(), rest]);
  }
}
