/** So many candidates stand on one page of a review. */
const A_PAGE = 100;

/** The page on which the candidate with a number stands. */
export function reviewPageOf(number: number): number {
  return Math.ceil(number / A_PAGE);
}

/** Where a candidate stands on the pages of its article's review. */
export function reviewPlaceOf({ public_id }: { public_id: string }, number: number): string {
  const page = reviewPageOf(number);
  return `/studio/articles/${public_id}${page > 1 ? `?page=${page}` : ""}#candidate-${number}`;
}
