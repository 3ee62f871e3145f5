/** A small set for work: sign, and words it is found by in both languages. */
export const emojis: readonly (readonly [sign: string, words: string])[] = [
  ["👍", "палец да хорошо thumbs up yes ok"],
  ["👎", "против нет thumbs down no"],
  ["✅", "готово сделано done check"],
  ["👀", "смотрю вижу eyes look"],
  ["🙏", "спасибо пожалуйста thanks please"],
  ["🎉", "праздник ура party"],
  ["❤️", "сердце люблю heart love"],
  ["😂", "смех смешно laugh"],
  ["🙂", "улыбка smile"],
  ["😊", "радость happy"],
  ["😉", "подмигивание wink"],
  ["😅", "неловко пот sweat"],
  ["😍", "восторг love"],
  ["🤔", "думаю вопрос think"],
  ["😐", "нейтрально neutral"],
  ["😮", "удивление wow"],
  ["😢", "грусть sad"],
  ["😡", "злость angry"],
  ["🤝", "договорились рукопожатие deal"],
  ["👏", "аплодисменты браво clap"],
  ["💪", "сила strong"],
  ["👋", "привет пока hello wave"],
  ["✋", "стоп рука stop hand"],
  ["👌", "отлично ok"],
  ["🔥", "огонь срочно fire"],
  ["⚡", "молния быстро fast"],
  ["⏰", "срок время будильник time"],
  ["⏳", "жду ожидание wait"],
  ["📌", "важно кнопка pin"],
  ["📎", "скрепка файл clip"],
  ["📄", "документ страница document"],
  ["📈", "рост график growth"],
  ["📉", "падение график fall"],
  ["💰", "деньги оплата money"],
  ["📞", "звонок телефон phone"],
  ["📅", "календарь дата calendar"],
  ["✏️", "правка карандаш edit"],
  ["❗", "внимание важно important"],
  ["❓", "вопрос question"],
  ["❌", "отмена нет cancel"],
  ["⚠️", "осторожно warning"],
  ["💡", "идея idea"],
  ["🚀", "запуск ракета launch"],
  ["🏆", "победа win"],
  ["☕", "кофе перерыв coffee"],
  ["🎂", "день рождения торт birthday"],
  ["🌷", "цветы flowers"],
  ["🚚", "доставка груз delivery"],
];

/** @returns signs whose words begin with the query; all of them for a blank one */
export function findEmojis(query: string): readonly string[] {
  const wanted = query.trim().toLowerCase();
  return emojis.filter(([, words]) => wanted === "" || words.split(" ").some((word) => word.startsWith(wanted))).map(([sign]) => sign);
}

/** @returns signs whose words begin with the query, each with the word it was found by */
export function findNamedEmojis(query: string): readonly { readonly sign: string; readonly name: string }[] {
  const wanted = query.trim().toLowerCase();
  return emojis.flatMap(([sign, words]) => {
    const name = words.split(" ").find((word) => word.startsWith(wanted));
    return name === undefined ? [] : [{ sign, name }];
  });
}
