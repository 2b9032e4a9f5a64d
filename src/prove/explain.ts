import type { RowExplanation } from "../model/proof.ts";
import { layersOf } from "../policy/evaluate/layers.ts";
import { exampleAccounts } from "./account-classes.ts";
import { caseOf } from "./cases.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { casesOf, judgeCase } from "./judge.ts";
import type { Scene } from "./scene.ts";
import { layerWords } from "./words.ts";

/** Explains a row in every premise, for one workload account of each class. */
export function explain(row: CatalogueRow, scene: Scene): RowExplanation[] {
  return casesOf(row, scene, exampleAccounts(scene)).map((at) => {
    const found = caseOf(at, scene);
    const layers = "missing" in found ? [] : layersOf(found.request, found.environment).map(layerWords);
    return { premise: at.premise, account: at.workload, ...judgeCase(at, scene), layers };
  });
}
