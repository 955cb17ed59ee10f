import { countAnew } from "./numbers.ts";

/** Files of tests share their process: without this, what one of them makes would be numbered by whatever ran before it, and "Question 50" would turn up where a test looks for 50. */
countAnew();
