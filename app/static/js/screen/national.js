// How a national number is built; the twin of app/domain/screening/national.py, which says why.

const LENGTH = 11;

export class NationalNumber {
  constructor({ day_added, month_added, dateless_first_digits, checks }) {
    this.days = numbersUpTo(31, day_added);
    this.months = numbersUpTo(12, month_added);
    this.datelessFirstDigits = dateless_first_digits;
    this.checks = checks;
  }

  /** Tell whether the digits show what is demanded of them. */
  meets(demand, digits) {
    if (demand === "nothing") return true;
    if (digits.length !== LENGTH) return false;
    const isDay = this.days.has(Number(digits.slice(0, 2)));
    const isMonth = this.months.has(Number(digits.slice(2, 4)));
    const isDateless = this.datelessFirstDigits.includes(digits[0]);
    const isDate = isDay && isMonth;
    if (demand === "checked_date") return (isDateless || isDate) && this.#isChecked(digits);
    if (demand === "near_date") return isDateless || isDay || isMonth || this.#isChecked(digits);
    return isDate || this.#isChecked(digits);
  }

  #isChecked(digits) {
    return this.checks.every((check) => holds(check, digits));
  }
}

function holds({ weights, remainders }, digits) {
  const total = weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
  return remainders.includes(total % 11);
}

function numbersUpTo(last, added) {
  const plain = Array.from({ length: last }, (_, place) => place + 1);
  return new Set(plain.flatMap((number) => added.map((more) => number + more)));
}
