import * as z from "zod";

/** A fact, named `noun.pastVerb`. A feature lists its events as a discriminated union on `type`. */
export interface DomainEvent {
  readonly type: `${string}.${string}`;
}

/** The schema of one event: `event("message.posted", { message })`. */
export function event<Type extends `${string}.${string}`, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
): z.ZodObject<{ type: z.ZodLiteral<Type> } & Shape> {
  return z.object({ type: z.literal(type), ...shape }) as z.ZodObject<{ type: z.ZodLiteral<Type> } & Shape>;
}
