/** An exact decimal: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** An exact quotient; `below` is above 0. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

export function decimal(whole: string, decimals: string): Decimal {
  return { digits: BigInt(whole + decimals || '0'), scale: decimals.length };
}

export function fractionOf({ digits, scale }: Decimal): Fraction {
  return { above: digits, below: 10n ** BigInt(scale) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  above: a.above * b.below + b.above * a.below,
  below: a.below * b.below,
});

export const times = (a: Fraction, b: Fraction): Fraction => ({
  above: a.above * b.above,
  below: a.below * b.below,
});

export const negative = (a: Fraction): Fraction => ({ above: -a.above, below: a.below });

/** One divided by it; undefined for zero. */
export function inverse({ above, below }: Fraction): Fraction | undefined {
  if (above === 0n) return undefined;
  return above > 0n ? { above: below, below: above } : { above: -below, below: -above };
}

/** The nearest whole number of units of which `perOne` make one; halves go away from zero. */
export function rounded({ above, below }: Fraction, perOne: bigint): bigint {
  const size = (above < 0n ? -above : above) * perOne;
  const whole = (2n * size + below) / (2n * below);
  return above < 0n ? -whole : whole;
}
