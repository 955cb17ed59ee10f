import { shareOf, type Figures } from "../../engine/statistics/coverage.ts";
import { say, type Words } from "../../lib/messages.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Group, Report } from "./report.ts";

/** One line of a desk table; shares are whole per cent, null where there is nothing to divide by. */
export interface DeskRow extends Figures {
  name: Words; href: string | null; people: number;
  finishedShare: number | null; passedShare: number | null; meanFirst: number | null;
}

/** One row a group, over the given quizzes. */
export function teamRows({ groups, figures }: Report, quizzes: readonly OpenQuiz[]): DeskRow[] {
  return groups.map((group) => rowOf(group.name, hrefOf(group), [group], figures([group], quizzes)));
}

/** One row a quiz, over the given groups. */
export function quizRows({ figures }: Report, groups: readonly Group[], quizzes: readonly OpenQuiz[]): DeskRow[] {
  return quizzes.map((quiz) => rowOf(quiz.title, `/desk/quizzes/${quiz.slug}`, groups, figures(groups, [quiz])));
}

export function totalRow({ figures }: Report, groups: readonly Group[], quizzes: readonly OpenQuiz[]): DeskRow {
  return rowOf(say("desk.together"), null, groups, figures(groups, quizzes));
}

/** Quizzes that anybody there was assigned or has finished. */
export function quizzesOf({ figures, quizzes }: Report, groups: readonly Group[]): OpenQuiz[] {
  return quizzes.filter((quiz) => {
    const { assigned, finished, extra } = figures(groups, [quiz]);
    return assigned + finished + extra > 0;
  });
}

function rowOf(name: Words, href: string | null, groups: readonly Group[], figures: Figures): DeskRow {
  const { assigned, finished, scored, passed, first } = figures;
  const people = groups.reduce((total, group) => total + group.people, 0);
  return { ...figures, name, href, people, finishedShare: shareOf(finished, assigned), passedShare: shareOf(passed, scored), meanFirst: shareOf(first, scored) };
}

function hrefOf({ teams }: Group): string | null {
  return teams.length === 1 ? `/desk/teams/${teams[0]!.public_id}` : null;
}
