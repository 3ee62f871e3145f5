import type { SubscriptionPermission } from "@livekit/protocol";
import type { Participant } from "./participant.ts";
import type { PublishedTrack } from "./published-track.ts";

/** Whom publishers let receive their tracks; without a word of theirs, everybody. */
export class SubscriptionPermissions {
  readonly #byPublisher = new Map<string, SubscriptionPermission>();

  set(publisher: Participant, permission: SubscriptionPermission): void {
    this.#byPublisher.set(publisher.sid, permission);
  }

  forget(publisher: Participant): void {
    this.#byPublisher.delete(publisher.sid);
  }

  mayReceive(track: PublishedTrack, subscriber: Participant): boolean {
    const permission = this.#byPublisher.get(track.publisher.sid);
    if (!permission || permission.allParticipants) return true;
    return permission.trackPermissions.some(
      ({ participantIdentity, participantSid, allTracks, trackSids }) =>
        (participantIdentity === subscriber.identity || participantSid === subscriber.sid) && (allTracks || trackSids.includes(track.sid)),
    );
  }
}
