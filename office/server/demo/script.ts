/** One line of a written dialogue, as its author wrote it: roles, choices and slots are not resolved yet. */
export type ScriptLine = {
  /** Given in a story, absent in a scene that may happen on any day. */
  when: { workday: number; clock: string } | null;
  /** A login, or a role: one capital letter. */
  author: string;
  /** How many lines back the answered one stands; 0 = no answer. */
  replyBack: number;
  text: string;
  earlierText: string | null;
  /** `who` is logins and roles, or one number: that many members. */
  reactions: readonly { emoji: string; who: readonly string[] }[];
  documentKeys: readonly string[];
  fileKeys: readonly string[];
};

type MutableLine = { -readonly [K in keyof ScriptLine]: ScriptLine[K] };

const linePattern = /^(?:(\d\d:\d\d) )?([a-z]+|[A-Z])(?: >(\d+))?: (.+)$/;

function startLine(row: string, workday: number | null): MutableLine {
  const match = linePattern.exec(row);
  if (!match) throw new Error(`Not a line of a dialogue: ${row}`);
  const [, clock, author, replyBack, text] = match;
  return {
    when: clock !== undefined && workday !== null ? { workday, clock } : null,
    author: author!,
    replyBack: Number(replyBack ?? 0),
    text: text!,
    earlierText: null,
    reactions: [],
    documentKeys: [],
    fileKeys: [],
  };
}

function continueLine(line: MutableLine, mark: string, rest: string): void {
  if (mark === "|") line.text += `\n\n${rest}`;
  else if (mark === "-") line.text += `\n- ${rest}`;
  else if (mark === "<") line.earlierText = rest;
  else if (mark === "=") line.documentKeys = rest.split(" ");
  else if (mark === "&") line.fileKeys = rest.split(" ");
  else if (mark === "+") line.reactions = [...line.reactions, { emoji: rest.split(" ")[0]!, who: rest.split(" ").slice(1) }];
  else throw new Error(`Unknown mark of a dialogue: ${mark}`);
}

/**
 * Reads dialogues; `---` stands between them. In a dialogue:
 *
 *     == -2                     what follows happens two working days ago
 *     09:28 melnikov >1: text   who, and how many lines back the answered one is
 *       | one more paragraph
 *       - an item of a list
 *       < the text before it was edited
 *       = kp-0417               documents as cards
 *       & photo-gates           files
 *       + 👍 orlov guseva       reactions (or `+ 👍 4`)
 *
 * @throws Error when a row is none of these: the dialogues are ours, so it is a slip of the pen
 */
export function parseScript(source: string): readonly (readonly ScriptLine[])[] {
  const dialogues: MutableLine[][] = [[]];
  let workday: number | null = null;
  for (const row of source.split("\n").map((line) => line.trim())) {
    const current = dialogues.at(-1)!;
    const mark = /^([|<=&+-]) (.+)$/.exec(row);
    if (row === "") continue;
    else if (row === "---") dialogues.push([]);
    else if (row.startsWith("== ")) workday = Number(row.slice(3));
    else if (mark) continueLine(current.at(-1)!, mark[1]!, mark[2]!);
    else current.push(startLine(row, workday));
  }
  return dialogues.filter((dialogue) => dialogue.length > 0);
}
