import { openSandbox } from "../../src/aws/sandbox/sandbox.ts";
import { type Props, play, type Sabotage, type Story } from "./play.ts";
import { type FileName, type Scenario, scenarioOf } from "./scenario.ts";
import { shrink } from "./shrink.ts";
import { problemsOf, runTool, type Tool, toolFor } from "./tool.ts";

/** Plays the scenarios of seeds. */
export interface Theatre {
  playSeed(seed: number): Promise<Story>;
  /** With a tool that is broken on purpose, if a sabotage is given. */
  playScenario(scenario: Scenario, sabotage?: Sabotage): Promise<Story>;
  /** The least of a seed's scenario that still breaks the same invariant first. */
  shrinkSeed(seed: number): Promise<{ readonly scenario: Scenario; readonly story: Story }>;
}

/** Reads the organization files and founds the plain one, once for all scenarios. */
export async function openTheatre(): Promise<Theatre> {
  const toolOf = (name: FileName): Tool => toolFor(`test/simulation/organizations/${name}.yaml`, { proofs: false });
  const tools = { plain: toolOf("plain"), grown: toolOf("grown"), shrunk: toolOf("shrunk"), logged: toolOf("logged") };
  const sandbox = await openSandbox();
  const problems = problemsOf(await runTool(tools.plain, sandbox));
  if (problems.length > 0) {
    throw new Error(`The plain organization cannot be founded: ${problems.join("; ")}`);
  }
  const props: Props = { tools, founded: sandbox.world };
  return {
    playSeed: (seed) => play(scenarioOf(seed), props),
    playScenario: (scenario, sabotage) => play(scenario, { ...props, ...(sabotage && { sabotage }) }),
    async shrinkSeed(seed) {
      const invariant = firstBroken(await play(scenarioOf(seed), props));
      const scenario = await shrink(
        scenarioOf(seed),
        async (smaller) => firstBroken(await play(smaller, props)) === invariant,
      );
      return { scenario, story: await play(scenario, props) };
    },
  };
}

/** The number of the invariant that was broken first, as in `I3`. */
function firstBroken({ violations: [first = ""] }: Story): string {
  return first.slice(0, first.indexOf(":"));
}
