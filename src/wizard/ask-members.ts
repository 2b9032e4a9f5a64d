import type { ValueRule } from "../blueprints/blueprint.ts";
import { ACCOUNT_FIELDS, PERSON_FIELDS } from "../blueprints/value-rules.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Answered } from "./asker.ts";
import type { Asking, AskValue, Circumstances } from "./asking.ts";
import { memberName, valueText } from "./value-text.ts";

/** One of several; those of a list have no key. */
interface Member {
  readonly key: string | null;
  readonly value: Json;
}

/** Asks for the members of a list or map, one by one: add, change, remove, until somebody is done. */
export async function askMembers(asking: Asking, around: Circumstances, askValue: AskValue): Promise<Answered<Json>> {
  const { message, help } = asking;
  let members = membersOf(asking.value);
  for (;;) {
    const options = members.map((member, index) => ({ value: `member ${index}`, label: labelOf(member) }));
    const answered = await around.asker.choose({
      ...{ message, help },
      options: [
        { value: "done", label: members.length === 0 ? "None" : "Done" },
        { value: "add", label: "Add one" },
        ...options,
      ],
      initial: "done",
    });
    if (answered.is === "back") {
      return answered;
    }
    if (answered.value === "done") {
      const problem = asking.refuse(together(members, asking.rule));
      if (problem === null) {
        return { is: "answer", value: together(members, asking.rule) };
      }
      around.asker.say([problem]);
      continue;
    }
    const index = answered.value === "add" ? members.length : Number(answered.value.slice("member ".length));
    members = (await changed({ asking, members, index }, around, askValue)) ?? members;
  }
}

interface Changing {
  readonly asking: Asking;
  readonly members: readonly Member[];
  /** One behind the last for a new one. */
  readonly index: number;
}

/** The members after one was added, changed or removed; null when somebody went back. */
async function changed(
  changing: Changing,
  around: Circumstances,
  askValue: AskValue,
): Promise<readonly Member[] | null> {
  const { members, index, asking } = changing;
  const member = members[index];
  if (member === undefined) {
    const added = await askNew(changing, around, askValue);
    return added === null ? null : [...members, added];
  }
  const what = await around.asker.choose({
    message: memberTitle(member),
    options: [
      { value: "change", label: "Change it" },
      { value: "remove", label: "Remove it" },
    ],
  });
  if (what.is === "back") {
    return null;
  }
  if (what.value === "remove") {
    const left = members.filter((_, at) => at !== index);
    const problem = asking.refuse(together(left, asking.rule));
    around.asker.say(problem === null ? [] : [problem]);
    return problem === null ? left : null;
  }
  const answered = await askMember(changing, member, around, askValue);
  return answered === null ? null : members.map((one, at) => (at === index ? answered : one));
}

async function askNew(changing: Changing, around: Circumstances, askValue: AskValue): Promise<Member | null> {
  const { asking, members } = changing;
  if (!isKeyed(asking.rule)) {
    return await askMember(changing, { key: null, value: null }, around, askValue);
  }
  const isAccount = asking.rule.type === "accounts";
  const key = await askKey(asking, members, around);
  if (key === null || isAccount) {
    return key === null ? null : await askUnit(changing, key, around);
  }
  return await askMember(changing, { key, value: null }, around, askValue);
}

async function askKey(
  { message, refuse, rule }: Asking,
  members: readonly Member[],
  { asker, units }: Circumstances,
): Promise<string | null> {
  const answered = await asker.text({
    message: rule.type === "accounts" ? "Key of the new account, as in shop-dev" : `${message} Key of the new one`,
    ...(rule.type === "accounts" ? { help: "It is the account's name too, and part of its address. It stays." } : {}),
    initial: "",
    refuse(text) {
      const key = text.trim();
      if (key === "" || members.some((member) => member.key === key)) {
        return key === "" ? "Type a key, or press Escape to go back." : `${key} is there already. Choose another key.`;
      }
      // Whether a member that still lacks everything will do is asked when it is complete.
      return rule.type === "accounts"
        ? refuse(together([...members, { key, value: accountIn(units[0]) }], rule))
        : null;
    },
  });
  return answered.is === "back" ? null : answered.value.trim();
}

const NO_UNIT = "(the root)";

/** A new account in the unit that somebody chooses; null when they go back. */
async function askUnit(
  { asking, members }: Changing,
  key: string,
  { asker, units }: Circumstances,
): Promise<Member | null> {
  for (;;) {
    const answered = await asker.choose({
      message: `In which unit shall ${key} stand?`,
      help: "Units are listed under foundation. Escape goes back.",
      options: [...units, NO_UNIT].map((value) => ({ value, label: value })),
      ...(units.includes(COMMON_UNIT) ? { initial: COMMON_UNIT } : {}),
    });
    if (answered.is === "back") {
      return null;
    }
    const member = { key, value: accountIn(answered.value) };
    const problem = asking.refuse(together([...members, member], asking.rule));
    if (problem === null) {
      return member;
    }
    asker.say([problem]);
  }
}

const COMMON_UNIT = "workloads/dev";

function accountIn(unit: string | undefined): Json {
  return unit === undefined || unit === NO_UNIT ? {} : { ou: unit };
}

async function askMember(
  changing: Changing,
  member: Member,
  around: Circumstances,
  askValue: AskValue,
): Promise<Member | null> {
  const { asking, members, index } = changing;
  const isNew = index === members.length;
  const answered = await askValue(
    {
      message: member.key === null ? asking.message : memberTitle(member),
      help: isNew ? asking.help : "",
      rule: memberRule(asking.rule),
      value: isNew ? undefined : member.value,
      irreversible: null,
      refuse: (value) =>
        asking.refuse(
          together([...members.slice(0, index), { key: member.key, value }, ...members.slice(index + 1)], asking.rule),
        ),
    },
    around,
  );
  return answered.is === "back" ? null : { key: member.key, value: answered.value };
}

function isKeyed({ type }: ValueRule): boolean {
  return type === "map" || type === "accounts";
}

/** What each member must be like. */
function memberRule(rule: ValueRule): ValueRule {
  switch (rule.type) {
    case "accounts":
      return { type: "map", fields: { ...ACCOUNT_FIELDS, ...rule.fields } };
    case "people":
      return { type: "map", fields: { ...PERSON_FIELDS, ...rule.fields } };
    default:
      return rule.elements ?? { type: "string" };
  }
}

function membersOf(value: Json | undefined): readonly Member[] {
  if (Array.isArray(value)) {
    return value.map((item: Json) => ({ key: null, value: item }));
  }
  const map: JsonObject = isObject(value) ? (value as JsonObject) : {};
  return Object.entries(map).map(([key, member]) => ({ key, value: member ?? {} }));
}

function together(members: readonly Member[], rule: ValueRule): Json {
  return isKeyed(rule)
    ? Object.fromEntries(members.map(({ key, value }) => [key ?? "", value]))
    : members.map(({ value }) => value);
}

function labelOf(member: Member): string {
  const { key, value } = member;
  return key === null ? memberName(value) : `${key}  ${valueText(value)}`;
}

function memberTitle({ key, value }: Member): string {
  return key ?? memberName(value);
}
