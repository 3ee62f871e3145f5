import type { Migration } from "./migration.ts";

/** The tables of the platform's own in every schema: kept letters and rate limits. */
export function platformMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: "0000-platform",
      text: `
        create table "${schema}".rate_limits (
          key text primary key,
          -- tokens left at the moment of filled_at; they grow back evenly
          tokens double precision not null,
          filled_at timestamptz not null,
          -- when the row says nothing more than its absence
          full_at timestamptz not null
        );
        create index rate_limits_by_full_at on "${schema}".rate_limits (full_at);

        create table "${schema}".letters (
          id uuid primary key,
          recipient text not null,
          subject text not null,
          body_text text not null,
          body_html text,
          sent_at timestamptz not null
        );
        create index letters_by_time on "${schema}".letters (sent_at, id);`,
    },
  ];
}
