import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { Operation } from "../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../src/aws/contract/services.ts";
import type { Session, Transport } from "../../src/aws/contract/transport.ts";
import type { AccountId, Region } from "../../src/model/place.ts";
import { type Mismatch, mismatches, type Shape } from "./shape.ts";

/** One of the worlds that stand behind the door, new and empty. */
export interface World {
  readonly transport: Transport;
  /** The account of the caller's own credentials. */
  readonly management: AccountId;
  /** Makes a machine image in us-east-1, which orgwright never does; its id. */
  registerImage(name: string): Promise<string>;
  /** Lets happen what AWS does by itself, like making accounts. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What a case saw that was not as it should be. */
export interface Seen extends Mismatch {
  readonly operation: Operation;
}

/** Whose calls, and where to; the caller's own in us-east-1 when left out. */
export interface From {
  readonly as?: Session;
  readonly region?: Region;
}

/** What a case does its calls with. */
export interface Stage {
  readonly management: AccountId;
  /** Makes a call that is there for what comes after it, and must be answered. */
  make<O extends Operation>(operation: O, input: Input<O>, from?: From): Promise<Output<O>>;
  /** Makes a call, and compares its answer. An answer without anything in it when it was refused. */
  answer<O extends Operation>(operation: O, input: Input<O>, shape: Shape, from?: From): Promise<Output<O>>;
  /** Makes a call that has to be refused with this code. */
  refusal<O extends Operation>(operation: O, input: Input<O>, code: string, from?: From): Promise<void>;
  /** A new machine image of the caller's. */
  image(name: string): Promise<string>;
  settle(): Promise<void>;
}

export interface Case {
  /** A sentence's end: what both worlds do. */
  readonly title: string;
  /** It needs policies that AWS manages, which not every world has at hand. */
  readonly managedPolicies?: true;
  play(stage: Stage): Promise<void>;
}

/** Sets the stage in a world. What is seen goes to `seen`, and which operations were tried to `tried`. */
export function stageIn(world: World, seen: Seen[], tried: Set<Operation>): Stage {
  const { transport, management } = world;

  function send<O extends Operation>(operation: O, input: Input<O>, from: From = {}): Promise<Output<O>> {
    return transport.send(from.as ?? { is: "base" }, from.region ?? "us-east-1", operation, input);
  }

  async function outcomeOf<O extends Operation>(operation: O, input: Input<O>, from: From | undefined) {
    tried.add(operation);
    try {
      return { output: await send(operation, input, from) };
    } catch (error) {
      if (error instanceof AwsError) {
        return { code: error.code };
      }
      throw error;
    }
  }

  return {
    management,
    settle: () => world.settle(),
    image: (name) => world.registerImage(name),
    make: send,
    async answer(operation, input, shape, from) {
      const outcome = await outcomeOf(operation, input, from);
      if ("code" in outcome) {
        seen.push({ operation, at: "", expected: "an answer", found: outcome.code });
        return {} as Output<typeof operation>;
      }
      seen.push(...mismatches(shape, outcome.output).map((mismatch) => ({ operation, ...mismatch })));
      return outcome.output;
    },
    async refusal(operation, input, code, from) {
      const outcome = await outcomeOf(operation, input, from);
      const found = "code" in outcome ? outcome.code : "an answer";
      if (found !== code) {
        seen.push({ operation, at: "", expected: code, found });
      }
    },
  };
}
