import { createECDH, createHash, type ECDH, randomBytes, sign, timingSafeEqual, verify, X509Certificate } from "node:crypto";
import { masterKeyBytes, masterSaltBytes, type MasterKey, type SrtpProfile } from "../srtp/index.ts";
import type { DtlsIdentity } from "./certificate.ts";
import { type HandshakeMessage, HandshakeReader, serializeHandshake } from "./handshake.ts";
import * as messages from "./messages.ts";
import { RecordLayer } from "./record-layer.ts";
import { contentType } from "./records.ts";
import { cutter, deriveMaster, deriveWriteKeys, expandSecret, type Randoms } from "./secrets.ts";

/** What both sides hold after the handshake: the keys for SRTP. @see RFC 5764 §4.2 */
export interface DtlsSession {
  readonly profile: SrtpProfile;
  readonly local: MasterKey;
  readonly remote: MasterKey;
}

export interface DtlsHandlers {
  /** A packet for the peer. */
  send(packet: Buffer): void;
  /** Whether this certificate is the one the SDP announced. */
  isExpected(certificate: Buffer): boolean;
  onConnected(session: DtlsSession): void;
  /** Proven data of the peer; its memory is ours only during the call. */
  onData(data: Buffer): void;
  /** The end, once: by the peer, or because he could not be believed. */
  onClosed(reason: DtlsCloseReason): void;
}

export type DtlsCloseReason = "peer_closed" | "handshake_failed" | "certificate_unexpected" | "timeout";

const { messageType } = messages;
const curve = "prime256v1";
const verifyBytes = 12;
const firstTimeoutMs = 400;
const longestTimeoutMs = 6_000;
const mostResends = 8;

/** A reason to end the handshake that the peer gave. */
class HandshakeError extends Error {
  readonly reason: DtlsCloseReason;

  constructor(reason: DtlsCloseReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * The passive side of DTLS-SRTP for one peer whose address ICE has already proven, so no cookies.
 * DTLS 1.2, one strong cipher suite, the peer's certificate is demanded, no renegotiation, no resumption.
 * @see RFC 6347, RFC 5764, RFC 8827 §6.5
 */
export class DtlsServer {
  readonly #identity: DtlsIdentity;
  readonly #handlers: DtlsHandlers;
  readonly #records: RecordLayer;
  readonly #reader = new HandshakeReader();
  #transcript: Buffer[] = [];
  #state: "hello" | "certificate" | "key" | "verify" | "finished" | "connected" | "closed" = "hello";
  #hello: messages.ClientHello | undefined;
  #randoms: Randoms | undefined;
  #ecdh: ECDH | undefined;
  #master: Buffer = Buffer.alloc(0);
  #certificate: X509Certificate | undefined;
  #nextSequence = 0;
  /** Packets of the last flight, for when it gets lost. */
  #flight: readonly (() => Buffer)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(identity: DtlsIdentity, handlers: DtlsHandlers) {
    this.#identity = identity;
    this.#handlers = handlers;
    this.#records = new RecordLayer();
  }

  get isConnected(): boolean {
    return this.#state === "connected";
  }

  handlePacket(packet: Buffer): void {
    for (const { type, epoch, content } of this.#records.read(packet)) {
      if (this.#state === "closed") return;
      if (this.#state !== "connected" && type === contentType.handshake) this.#handleHandshake(content);
      else if (epoch === 0) continue;
      else if (type === contentType.handshake) this.#handleRepeated(content);
      else if (type === contentType.alert) this.#handleAlert(content);
      else if (type === contentType.applicationData && this.#state === "connected") this.#handlers.onData(content);
    }
  }

  /** Sends data to the peer; before the handshake is done, nothing leaves. */
  send(data: Buffer): void {
    if (this.#state === "connected") this.#handlers.send(this.#records.write(contentType.applicationData, data));
  }

  /** Says goodbye. */
  close(): void {
    if (this.#state === "connected") this.#sendAlert(1, 0);
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#state = "closed";
    this.#flight = [];
    this.#transcript = [];
  }

  #end(reason: DtlsCloseReason): void {
    if (this.#state === "closed") return;
    this.#stop();
    this.#handlers.onClosed(reason);
  }

  #sendAlert(level: number, description: number): void {
    this.#handlers.send(this.#records.write(contentType.alert, Buffer.from([level, description])));
  }

  #handleAlert(content: Buffer): void {
    const [level, description] = content;
    if (level === 2 || description === 0) this.#end("peer_closed");
  }

  /** Our last flight got lost. Nothing new is negotiated after the handshake. */
  #handleRepeated(content: Buffer): void {
    if (this.#reader.add(content)) this.#resend();
  }

  #handleHandshake(content: Buffer): void {
    if (this.#reader.add(content)) this.#resend();
    try {
      for (let message = this.#reader.take(); message; message = this.#reader.take()) this.#handleMessage(message);
    } catch (error) {
      // Whatever is wrong with a message, its sender is not who we want to talk to.
      this.#sendAlert(2, 40);
      this.#end(error instanceof HandshakeError ? error.reason : "handshake_failed");
    }
  }

  #handleMessage(message: HandshakeMessage): void {
    const { type } = message;
    const state = this.#state;
    if (state === "hello" && type === messageType.clientHello) this.#handleClientHello(message);
    else if (state === "certificate" && type === messageType.certificate) this.#handleCertificate(message);
    else if (state === "key" && type === messageType.clientKeyExchange) this.#handleClientKey(message);
    else if (state === "verify" && type === messageType.certificateVerify) this.#handleVerify(message);
    else if (state === "finished" && type === messageType.finished) this.#handleFinished(message);
    else throw new HandshakeError("handshake_failed");
  }

  #remember(message: HandshakeMessage): void {
    this.#transcript.push(serializeHandshake(message));
  }

  #hashTranscript(): Buffer {
    const hash = createHash("sha256");
    for (const part of this.#transcript) hash.update(part);
    return hash.digest();
  }

  #handleClientHello(message: HandshakeMessage): void {
    const hello = messages.parseClientHello(message.body);
    if (!hello) throw new HandshakeError("handshake_failed");
    this.#remember(message);
    this.#hello = hello;
    this.#randoms = { client: Buffer.from(hello.random), server: randomBytes(32) };
    this.#ecdh = createECDH(curve);
    const parameters = messages.buildCurveParameters(this.#ecdh.generateKeys());
    const signed = Buffer.concat([this.#randoms.client, this.#randoms.server, parameters]);
    const bodies = [
      [messageType.serverHello, messages.buildServerHello(this.#randoms.server, hello)],
      [messageType.certificate, messages.buildCertificate(this.#identity.certificate)],
      [messageType.serverKeyExchange, messages.buildServerKeyExchange(parameters, sign("sha256", signed, this.#identity.privateKey))],
      [messageType.certificateRequest, messages.buildCertificateRequest()],
      [messageType.serverHelloDone, Buffer.alloc(0)],
    ] as const;
    this.#state = "certificate";
    const flight = bodies.map(([type, body]) => this.#buildMessage(type, body));
    this.#sendFlight([() => Buffer.concat(flight.map((bytes) => this.#records.write(contentType.handshake, bytes)))]);
    this.#startTimer(firstTimeoutMs, mostResends);
  }

  #buildMessage(type: number, body: Buffer): Buffer {
    const message = { type, body, sequence: this.#nextSequence++ };
    this.#remember(message);
    return serializeHandshake(message);
  }

  #handleCertificate(message: HandshakeMessage): void {
    const certificate = messages.parseCertificate(message.body);
    if (!certificate || !this.#handlers.isExpected(certificate)) throw new HandshakeError("certificate_unexpected");
    this.#certificate = new X509Certificate(certificate);
    this.#remember(message);
    this.#state = "key";
  }

  #handleClientKey(message: HandshakeMessage): void {
    const { randoms, ecdh } = this.#ensureBegun();
    // A point outside the curve makes node:crypto throw.
    const shared = ecdh.computeSecret(messages.parseClientKeyExchange(message.body));
    this.#remember(message);
    this.#master = deriveMaster(shared, this.#hashTranscript());
    this.#records.setKeys(deriveWriteKeys(this.#master, randoms));
    this.#state = "verify";
  }

  #ensureBegun(): { randoms: Randoms; ecdh: ECDH; hello: messages.ClientHello } {
    if (!this.#randoms || !this.#ecdh || !this.#hello) throw new HandshakeError("handshake_failed");
    return { randoms: this.#randoms, ecdh: this.#ecdh, hello: this.#hello };
  }

  #handleVerify(message: HandshakeMessage): void {
    const { hash, signature } = messages.parseCertificateVerify(message.body);
    const key = this.#certificate?.publicKey;
    const isProven = hash !== undefined && key !== undefined && verify(hash, Buffer.concat(this.#transcript), key, signature);
    if (!isProven) throw new HandshakeError("certificate_unexpected");
    this.#remember(message);
    this.#state = "finished";
  }

  #handleFinished(message: HandshakeMessage): void {
    // The key exchange may be guessed by nobody, but this message must also have come under its cipher.
    const expected = expandSecret(this.#master, "client finished", this.#hashTranscript(), verifyBytes);
    if (!this.#records.isReadingProtected || message.body.length !== verifyBytes || !timingSafeEqual(expected, message.body)) {
      throw new HandshakeError("handshake_failed");
    }
    this.#remember(message);
    const finished = this.#buildMessage(
      messageType.finished,
      expandSecret(this.#master, "server finished", this.#hashTranscript(), verifyBytes),
    );
    clearTimeout(this.#timer);
    const changeSpec = (): Buffer => this.#records.writePlain(contentType.changeCipherSpec, Buffer.from([1]));
    this.#sendFlight([() => Buffer.concat([changeSpec(), this.#records.write(contentType.handshake, finished)])]);
    this.#transcript = [];
    this.#state = "connected";
    this.#handlers.onConnected(this.#exportSession());
  }

  #exportSession(): DtlsSession {
    const { randoms, hello } = this.#ensureBegun();
    const saltBytes = masterSaltBytes[hello.profile];
    const seed = Buffer.concat([randoms.client, randoms.server]);
    const cut = cutter(expandSecret(this.#master, "EXTRACTOR-dtls_srtp", seed, 2 * (masterKeyBytes + saltBytes)));
    const [clientKey, serverKey] = [cut(masterKeyBytes), cut(masterKeyBytes)];
    return {
      profile: hello.profile,
      remote: { key: clientKey, salt: cut(saltBytes) },
      local: { key: serverKey, salt: cut(saltBytes) },
    };
  }

  #sendFlight(flight: readonly (() => Buffer)[]): void {
    this.#flight = flight;
    this.#resend();
  }

  #resend(): void {
    for (const build of this.#flight) this.#handlers.send(build());
  }

  #startTimer(timeoutMs: number, resendsLeft: number): void {
    this.#timer = setTimeout(() => {
      if (resendsLeft === 0) return this.#end("timeout");
      this.#resend();
      this.#startTimer(Math.min(timeoutMs * 2, longestTimeoutMs), resendsLeft - 1);
    }, timeoutMs).unref();
  }
}
