import type { WrittenQuestion } from "../domain/written-questions.ts";

/** A made-up message to practise on, which stands in the demo's quiz on passwords. It claims nothing about the world. */
export const SIGNS: WrittenQuestion = {
  kind: "spot", level: "decide", difficulty: "easy", topic: "passwords", incident: "", facts: [], quote: "", source: "", name: "A message from the help desk",
  stem: "Which signs tell that this message does not come from your own help desk?",
  explanation: "Look at who really sends it, where its link really leads, and whether it hurries or frightens you. A greeting or a signature tells nothing: anybody can type one.",
  message: {
    medium: "mail", from: "IT Help Desk [[<helpdesk@demo-example.support.test>]]", to: "you@demo.example", subject: "[[Last warning: your mailbox closes today]]", sent: "Monday, 07:58", address: "",
    body: "[[Good morning,]]\n\nyour mailbox is full. To keep it, [[confirm your password within 30 minutes]] on the page below:\n\n[[https://demo.example.signin.test/mailbox]]\n\nIf you have questions, [[call the help desk on the number that you know]].\n\nIT Help Desk",
  },
  options: [
    { row: 1, text: "<helpdesk@demo-example.support.test>", correct: true, feedback: "The name in front looks right, but the address ends in support.test. Your own help desk writes from demo.example." },
    { row: 2, text: "Last warning: your mailbox closes today", correct: true, feedback: "A threat with a date is there to make you act before you think." },
    { row: 3, text: "Good morning,", correct: false, feedback: "A greeting without your name is common in honest round mails, too: by itself it tells nothing." },
    { row: 4, text: "confirm your password within 30 minutes", correct: true, feedback: "Nobody needs your password to make a mailbox larger, and the half hour is there to hurry you." },
    { row: 5, text: "https://demo.example.signin.test/mailbox", correct: true, feedback: "What counts stands last before the first slash: signin.test. The familiar name in front belongs to whoever owns that." },
    { row: 6, text: "call the help desk on the number that you know", correct: false, feedback: "That is just what you should do. Some such messages copy honest advice from real ones." },
  ],
};
