import { RTCDataChannel, RTCDataChannelParameters, RTCSctpTransport } from "werift";

export interface TestChannel {
  readonly received: Buffer[];
  send(message: Buffer | string): void;
  isOpen(): boolean;
}

export interface TestSctpClient {
  handlePacket(packet: Buffer): void;
  open(label: string, options?: { readonly ordered?: boolean; readonly maxRetransmits?: number }): TestChannel;
  /** Channels the server opened, by label. */
  readonly incoming: Map<string, TestChannel & { readonly isOrdered: boolean; readonly maxRetransmits: number | null }>;
  close(): Promise<void>;
}

/** An independent peer for data channels. */
export function openSctpClient(send: (packet: Buffer) => void): TestSctpClient {
  const pipe = {
    id: "client",
    iceTransport: { role: "controlling" },
    onStateChange: { subscribe: () => ({ unSubscribe: () => {} }) },
    dataReceiver: (_packet: Buffer): void => {},
    sendData: async (packet: Buffer) => send(packet),
  };
  const transport = new RTCSctpTransport(5000);
  transport.setDtlsTransport(pipe as never);
  transport.setRemoteMaxMessageSize(262_144);
  const incoming: TestSctpClient["incoming"] = new Map();
  transport.onDataChannel.subscribe((channel) => {
    incoming.set(channel.label, { ...watch(channel), isOrdered: channel.ordered, maxRetransmits: channel.maxRetransmits });
  });
  void transport.start(5000);
  return {
    handlePacket: (packet) => pipe.dataReceiver(packet),
    open: (label, options = {}) => watch(new RTCDataChannel(transport, new RTCDataChannelParameters({ label, ordered: true, ...options }))),
    incoming,
    close: () => transport.stop(),
  };
}

function watch(channel: RTCDataChannel): TestChannel {
  const received: Buffer[] = [];
  channel.onMessage.subscribe((message) => received.push(Buffer.from(message)));
  return { received, send: (message) => channel.send(message), isOpen: () => channel.readyState === "open" };
}
