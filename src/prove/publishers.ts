/** How GitHub calls a workflow in its tokens: the repository, and for what of it the workflow runs. */
const SUBJECT = /^repo:([^/]+)\/([^:]+):(.+)$/;

/** An owner on GitHub that is nobody here. */
const STRANGER = "somebody-else";

/**
 * Subjects that nearly are those of the publishers and must not pass for them: of forks, of repositories and branches with
 * names that begin alike, and of another branch.
 *
 * @param publishers subjects as GitHub writes them: https://docs.github.com/actions/concepts/security/openid-connect
 */
export function nearMissesOf(publishers: readonly string[]): string[] {
  return others(publishers, (owner, repository, part) => [
    `repo:${STRANGER}/${repository}:${part}`,
    `repo:${owner}/${repository}-fork:${part}`,
    `repo:${owner}/${repository}:${part}-2`,
    `repo:${owner}/${repository}:ref:refs/heads/another`,
  ]);
}

/** The subjects of pull requests to the publishers' repositories, which anybody may open. */
export function pullRequestsOf(publishers: readonly string[]): string[] {
  return others(publishers, (owner, repository) => [`repo:${owner}/${repository}:pull_request`]);
}

type Alike = (owner: string, repository: string, part: string) => readonly string[];

/** Whom the file itself names does not miss. */
function others(publishers: readonly string[], alike: Alike): string[] {
  const found = publishers.flatMap((publisher) => {
    const [, owner, repository, part] = SUBJECT.exec(publisher) ?? [];
    return owner === undefined || repository === undefined || part === undefined ? [] : alike(owner, repository, part);
  });
  return [...new Set(found)].filter((subject) => !publishers.includes(subject));
}
