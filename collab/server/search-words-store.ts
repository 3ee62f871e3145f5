import { listQueryVariants, toLikePattern } from "@veche/kernel";
import { sql, type RawBuilder, type SqlBool } from "kysely";

/**
 * The condition that a column of folded text has all words of one reading of a query; true without a query.
 * @param column as `u.search_text`
 */
export function containsWords(column: string, query: string | undefined): RawBuilder<SqlBool> {
  if (query === undefined || query.trim() === "") return sql<SqlBool>`true`;
  const readings = listQueryVariants(query).map(
    (words) =>
      sql`(${sql.join(
        words.map((word) => sql`${sql.ref(column)} like ${toLikePattern(word)}`),
        sql` and `,
      )})`,
  );
  return sql<SqlBool>`(${sql.join(readings, sql` or `)})`;
}
