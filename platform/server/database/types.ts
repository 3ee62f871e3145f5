import { types, type CustomTypesConfig } from "pg";

const int8Oid = 20;
const dateOid = 1082;
const int8ArrayOid = 1016;
const textArrayOid = 1009;

/** @throws RangeError for numbers a double cannot hold exactly */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

type TextParser = (text: string) => unknown;
const parseTextArray = types.getTypeParser(textArrayOid as never) as TextParser;

/** How values of the database become values of ours. */
export const typeParsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === int8Oid) return parseInt8;
    if (oid === dateOid) return (text: string) => text;
    if (oid === int8ArrayOid) return (text: string) => (parseTextArray(text) as string[]).map(parseInt8);
    return types.getTypeParser(oid, format) as TextParser;
  }) as CustomTypesConfig["getTypeParser"],
};
