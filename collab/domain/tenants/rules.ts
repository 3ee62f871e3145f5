import { AppError } from "@veche/kernel";

/** How a registration code may be used. */
export const registrationLimits = {
  codeLifetimeMs: 15 * 60_000,
  attemptCount: 5,
  /** between two letters to one address for one installation, while the code of the first is not used */
  resendIntervalMs: 60_000,
  /** requests counted over this time */
  windowMs: 60 * 60_000,
  perEmail: 10,
  perInstallation: 10,
  perAddress: 60,
  activeUserCount: 2,
} as const;

/** Requests of the last `windowMs` that resemble a new one. */
export interface RecentRequests {
  readonly perEmail: number;
  readonly perInstallation: number;
  readonly perAddress: number;
  /** of the same e-mail and installation */
  readonly lastAt: Date | null;
}

/** @throws AppError too_few_users (activeUserCount) when nobody would have anybody to talk to */
export function checkActiveUsers(activeUserCount: number): void {
  if (activeUserCount < registrationLimits.activeUserCount) throw new AppError("too_few_users", { activeUserCount });
}

/** @throws AppError too_many_requests (retryAfterMs) */
export function checkRequestRate(recent: RecentRequests, now: Date): void {
  const { perEmail, perInstallation, perAddress, resendIntervalMs, windowMs } = registrationLimits;
  if (recent.perEmail >= perEmail || recent.perInstallation >= perInstallation || recent.perAddress >= perAddress) {
    throw new AppError("too_many_requests", { retryAfterMs: windowMs });
  }
  const retryAfterMs = recent.lastAt ? recent.lastAt.getTime() + resendIntervalMs - now.getTime() : 0;
  if (retryAfterMs > 0) throw new AppError("too_many_requests", { retryAfterMs });
}

/** The code as it was sent: people type spaces and dashes between the figures. */
export function cleanCode(typed: string): string {
  return typed.replace(/[\s\p{Pd}]/gu, "");
}
