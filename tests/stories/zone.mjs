// Who lives in the story, and how to find things on its pages.
export const officer = "officer@lesichovo.example";
export const supervisor = "supervisor@lesichovo.example";
export const mayor = "mayor@lesichovo.example";
export const therapist = "head@peshtera.example";        // therapy and rehabilitation in Пещера
export const assistance = "assistent@lesichovo.example"; // assistant support in Лесичово

/** A valid ЕГН for a birth day and sex; serial keeps stories apart. Invented: nobody's on purpose is not possible here. */
export function egn(year, month, day, { woman = false, serial = 400 } = {}) {
  const shifted = month + (year >= 2000 ? 40 : year < 1900 ? 20 : 0);
  const nine = [year % 100, shifted, day].map((two) => String(two).padStart(2, "0")).join("")
    + String(serial + (woman ? 1 : 0)).padStart(3, "0");
  const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6];
  return nine + String([...nine].reduce((sum, digit, i) => sum + Number(digit) * weights[i], 0) % 11 % 10);
}

/** Bulgarian day as the forms take it: in Sofia the new day begins two or three hours before that of UTC. */
export const isoInDays = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Sofia" });

export const man = {
  given_name: "Драгомир", middle_name: "Захариев", family_name: "Стоилковски", sex: "m",
  identifier_kind: "egn", identifier: egn(1948, 1, 12, { serial: 420 }), born_on: "1948-01-12",
};
export const daughter = {
  given_name: "Десислава", middle_name: "Драгомирова", family_name: "Стоилковска", sex: "f",
  identifier_kind: "egn", identifier: egn(1975, 6, 3, { woman: true, serial: 420 }), born_on: "1975-06-03",
};
export const needs = ["cannot_care_for_self", "rehabilitation_after_illness", "heating"];
