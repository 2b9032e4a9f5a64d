import type { ValueRule } from "../blueprints/blueprint.ts";
import { isIrreversible } from "../blueprints/instances.ts";
import { checkValue } from "../blueprints/value-rules.ts";
import type { Json } from "../model/json.ts";
import { askFields } from "./ask-fields.ts";
import { askMembers } from "./ask-members.ts";
import type { Answered } from "./asker.ts";
import type { Asking, Circumstances } from "./asking.ts";
import { oneLineFor } from "./one-line.ts";

/** Asks for a value of any form, and asks again until it is one that will do. */
export async function askValue(asking: Asking, around: Circumstances): Promise<Answered<Json>> {
  const checked: Asking = { ...asking, refuse: (value) => faultIn(asking.rule, value) ?? asking.refuse(value) };
  const answered = await askByForm(checked, around);
  if (answered.is === "answer" && isIrreversible(asking.irreversible, answered.value)) {
    return await confirmed(answered.value, checked, around);
  }
  return answered;
}

async function askByForm(asking: Asking, around: Circumstances): Promise<Answered<Json>> {
  const { rule } = asking;
  if (rule.type === "boolean") {
    return await askYesOrNo(asking, around);
  }
  if (rule.type === "choice") {
    return await askChoice(asking, around);
  }
  if (rule.type === "list" && rule.elements?.type === "choice") {
    return await askSeveral(asking, around);
  }
  const line = oneLineFor(rule);
  if (line !== null) {
    const { value = null, help } = asking;
    return await askLine({ ...asking, help: [help, line.how ?? ""].join(" ").trim() }, line, value, around);
  }
  return rule.type === "map" && rule.fields !== undefined
    ? await askFields(asking, around, askValue)
    : await askMembers(asking, around, askValue);
}

/** What is wrong with a value by itself. */
function faultIn(rule: ValueRule, value: Json): string | null {
  if (value === null && rule.default === null) {
    return null;
  }
  const [fault] = checkValue(rule, value, "It").faults;
  return fault === undefined ? null : `${fault.detail.replaceAll("`It`", "It").replaceAll("`It.", "`")} ${fault.fix}`;
}

async function askLine(
  { message, help, refuse, preview }: Asking,
  line: NonNullable<ReturnType<typeof oneLineFor>>,
  value: Json,
  { asker }: Circumstances,
): Promise<Answered<Json>> {
  const answered = await asker.text({
    ...{ message, help, initial: line.write(value) },
    ...(preview === undefined ? {} : { preview }),
    refuse(text) {
      const read = line.read(text);
      return "problem" in read ? read.problem : refuse(read.value);
    },
  });
  if (answered.is === "back") {
    return answered;
  }
  const read = line.read(answered.value);
  return "value" in read ? { is: "answer", value: read.value } : { is: "back" };
}

async function askYesOrNo(asking: Asking, around: Circumstances): Promise<Answered<Json>> {
  const options = [
    { value: "yes", label: "yes" },
    { value: "no", label: "no" },
  ] as const;
  const initial = asking.value === true ? "yes" : "no";
  return await chosen(asking, options, initial, (value) => value === "yes", around);
}

async function askChoice(asking: Asking, around: Circumstances): Promise<Answered<Json>> {
  const options = (asking.rule.choices ?? []).map((value) => ({ value, label: value }));
  const initial = typeof asking.value === "string" ? asking.value : undefined;
  return await chosen(asking, options, initial, (value) => value, around);
}

async function chosen<T extends string>(
  { message, help, refuse }: Asking,
  options: readonly { readonly value: T; readonly label: string }[],
  initial: T | undefined,
  meant: (value: T) => Json,
  { asker }: Circumstances,
): Promise<Answered<Json>> {
  for (;;) {
    const answered = await asker.choose({ message, help, options, ...(initial === undefined ? {} : { initial }) });
    if (answered.is === "back") {
      return answered;
    }
    const problem = refuse(meant(answered.value));
    if (problem === null) {
      return { is: "answer", value: meant(answered.value) };
    }
    asker.say([problem]);
  }
}

async function askSeveral(
  { message, help, rule, value, refuse }: Asking,
  { asker }: Circumstances,
): Promise<Answered<Json>> {
  const options = (rule.elements?.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  const initial = Array.isArray(value) ? value.map(String) : [];
  return await asker.several({ message, help, options, initial, refuse });
}

async function confirmed(value: Json, asking: Asking, around: Circumstances): Promise<Answered<Json>> {
  if (JSON.stringify(value) === JSON.stringify(asking.value)) {
    return { is: "answer", value };
  }
  const sure = await around.asker.choose({
    message: `Once applied, ${String(value)} cannot be taken back by anybody. Take it?`,
    help: asking.help,
    options: [
      { value: "no", label: "no, ask again" },
      { value: "yes", label: `yes, ${String(value)}` },
    ],
    initial: "no",
  });
  return sure.is === "answer" && sure.value === "yes" ? { is: "answer", value } : await askValue(asking, around);
}
