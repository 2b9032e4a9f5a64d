import type { Answered, Asker } from "../../src/wizard/asker.ts";

/** Texts that some question or other takes. */
const TEXTS = [
  "acme",
  "shop",
  "audit-2",
  "Ana",
  "aws+{account}@acme.example",
  "eu-west-1",
  "eu-west-1, us-east-1",
  "eu-central-1",
  "workloads/test, workloads/prod/shop",
  "400",
  "3000",
  "90",
  "222222222222",
  "o-abcdef1234",
  "arn:aws:iam::222222222222:role/Auditor",
  "AWS::S3::Object",
  "2027-06-30",
  "s3:GetObject",
  "Owner=shop, CostCenter=100",
  "{ Owner: shop }",
  "token.actions.githubusercontent.com",
  "sts.amazonaws.com",
  "repo:acme/app:ref:refs/heads/main",
  "platform",
  "",
];

/** What leads on through a menu. */
const ONWARD: ReadonlySet<string> = new Set(["go-on", "done", "write"]);

const BACK = { is: "back" } as const;

/** Answers at random, the same for the same seed. Tells nobody, and remembers how many answers it gave. */
export function randomAsker(seed: number): Asker & { readonly given: () => number } {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  let given = 0;
  const answer = <T>(value: T): Answered<T> => {
    given += 1;
    return { is: "answer", value };
  };
  return {
    given: () => given,
    say: () => {},
    async text({ initial, refuse }) {
      const shuffled = [...TEXTS].sort(() => random() - 0.5);
      const right = [...shuffled, initial].find((text) => refuse(text) === null);
      return right === undefined || random() < 0.05 ? BACK : answer(right);
    },
    async choose({ options }) {
      const onward = options.find(({ value }) => ONWARD.has(value));
      // The longer it takes, the more it wants to come to an end.
      const isTired = random() < 0.5 + given / 400;
      return random() < 0.05 ? BACK : answer((onward !== undefined && isTired ? onward : pick(options)).value);
    },
    async several({ options, initial, refuse }) {
      const some = options.map(({ value }) => value).filter(() => random() < 0.6);
      return answer(refuse(some) === null ? some : initial);
    },
  };
}

/** A stream of numbers from 0 to 1 that follows from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
