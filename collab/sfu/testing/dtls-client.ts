import { DtlsClient } from "werift";
import { computeFingerprint, createDtlsIdentity, type Fingerprint } from "../dtls/index.ts";
import { masterKeyBytes, masterSaltBytes, srtpProfileNumbers, srtpProfiles, type MasterKey, type SrtpProfile } from "../srtp/index.ts";

export interface ClientSession {
  readonly profile: SrtpProfile;
  readonly local: MasterKey;
  readonly remote: MasterKey;
}

export interface TestDtlsClient {
  readonly fingerprint: Fingerprint;
  /** What was received as application data. */
  readonly received: Buffer[];
  readonly connected: Promise<ClientSession>;
  handlePacket(packet: Buffer): void;
  send(data: Buffer): Promise<void>;
  onData(listener: (data: Buffer) => void): void;
  close(): void;
}

/** An independent DTLS client, so that our server is not tested against its own mistakes. */
export function openDtlsClient(
  send: (packet: Buffer) => void,
  profiles: readonly SrtpProfile[] = srtpProfiles,
  identity = createDtlsIdentity(),
): TestDtlsClient {
  const transport = {
    type: "udp",
    address: { address: "127.0.0.1", port: 0, family: "IPv4" },
    closed: false,
    onData: (_packet: Buffer) => {},
    send: async (packet: Buffer) => send(Buffer.from(packet)),
    close: async () => {},
  };
  const client = new DtlsClient({
    transport: transport as never,
    cert: toPem(identity.certificate),
    key: identity.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    signatureHash: { hash: 4, signature: 3 },
    certificateRequest: true,
    extendedMasterSecret: true,
    srtpProfiles: profiles.map((profile) => srtpProfileNumbers[profile]) as never,
  });
  const received: Buffer[] = [];
  client.onData.subscribe((data) => received.push(data));
  const connected = new Promise<ClientSession>((resolve) => client.onConnect.once(() => resolve(exportSession(client))));
  void client.connect();
  return {
    fingerprint: computeFingerprint(identity.certificate),
    received,
    connected,
    handlePacket: (packet) => transport.onData(packet),
    send: (data) => client.send(data),
    onData: (listener) => client.onData.subscribe(listener),
    close: () => client.close(),
  };
}

function exportSession(client: DtlsClient): ClientSession {
  const profile = srtpProfiles.find((one) => srtpProfileNumbers[one] === client.srtp.srtpProfile) ?? srtpProfiles[0];
  const keys = client.extractSessionKeys(masterKeyBytes, masterSaltBytes[profile]);
  return { profile, local: { key: keys.localKey, salt: keys.localSalt }, remote: { key: keys.remoteKey, salt: keys.remoteSalt } };
}

/** A certificate as programs keep it in files. */
export const toPem = (der: Buffer): string => `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
