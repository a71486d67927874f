/**
 * erfc(x) = 1 − erf(x) in double precision, relative error below 2^-51.
 *
 * Source: the rational approximations of fdlibm 5.3, s_erf.c (Sun Microsystems, 1993), Horner form, with one
 * change: where the original clears the low word of x so that the square is exact, x is rounded to single
 * precision.
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size < 0.84375) return erfcNearZero(x);
  if (size < 1.25) return erfcNearOne(x);
  if (size >= 28) return x > 0 ? 0 : 2;
  if (x < -6) return 2;
  const tail = erfcTail(size);
  return x > 0 ? tail : 2 - tail;
}

/** |x| < 0.84375: erf(x) = x + x·P(x²)/Q(x²). */
function erfcNearZero(x: number): number {
  // 2^-56
  if (Math.abs(x) < 1.3877787807814457e-17) return 1 - x;
  const z = x * x;
  const r =
    1.28379167095512558561e-1 +
    z *
      (-3.2504210724700149937e-1 +
        z * (-2.84817495755985104766e-2 + z * (-5.77027029648944159157e-3 + z * -2.37630166566501626084e-5)));
  const s =
    1 +
    z *
      (3.97917223959155352819e-1 +
        z *
          (6.50222499887672944485e-2 +
            z *
              (5.08130628187576562776e-3 + z * (1.32494738004321644526e-4 + z * -3.9602282787753681232e-6))));
  const y = r / s;
  if (x < 0.25) return 1 - (x + x * y);
  return 0.5 - (x * y + (x - 0.5));
}

/** 0.84375 ≤ |x| < 1.25: erf(|x|) = c + P(|x| − 1)/Q(|x| − 1), c near erf(1). */
function erfcNearOne(x: number): number {
  const c = 8.45062911510467529297e-1;
  const s = Math.abs(x) - 1;
  const p =
    -2.36211856075265944077e-3 +
    s *
      (4.14856118683748331666e-1 +
        s *
          (-3.72207876035701323847e-1 +
            s *
              (3.18346619901161753674e-1 +
                s *
                  (-1.10894694282396677476e-1 +
                    s * (3.54783043256182359371e-2 + s * -2.166375594868790843e-3)))));
  const q =
    1 +
    s *
      (1.06420880400844228286e-1 +
        s *
          (5.40397917702171048937e-1 +
            s *
              (7.18286544141962662868e-2 +
                s *
                  (1.26171219808761642112e-1 +
                    s * (1.36370839120290507362e-2 + s * 1.1984499846799107417e-2)))));
  if (x >= 0) return 1 - c - p / q;
  return 1 + (c + p / q);
}

/** 1.25 ≤ x < 28: erfc(x) = exp(−x²)·exp(−0.5625 + R(1/x²)/S(1/x²))/x. */
function erfcTail(x: number): number {
  const s = 1 / (x * x);
  // The double whose high word is 0x4006DB6D, just below 1/0.35.
  const quotient = x < 2.8571414947509766 ? quotientBelow(s) : quotientAbove(s);
  const z = Math.fround(x);
  const r = Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + quotient);
  return r / x;
}

/** R/S for 1.25 ≤ x < 1/0.35. */
function quotientBelow(s: number): number {
  const numerator =
    -9.86494403484714822705e-3 +
    s *
      (-6.93858572707181764372e-1 +
        s *
          (-1.05586262253232909814e1 +
            s *
              (-6.23753324503260060396e1 +
                s *
                  (-1.62396669462573470355e2 +
                    s *
                      (-1.84605092906711035994e2 +
                        s * (-8.12874355063065934246e1 + s * -9.81432934416914548592))))));
  const denominator =
    1 +
    s *
      (1.96512716674392571292e1 +
        s *
          (1.376577541435190426e2 +
            s *
              (4.34565877475229228821e2 +
                s *
                  (6.45387271733267880336e2 +
                    s *
                      (4.29008140027567833386e2 +
                        s *
                          (1.08635005541779435134e2 +
                            s * (6.57024977031928170135 + s * -6.04244152148580987438e-2)))))));
  return numerator / denominator;
}

/** R/S for 1/0.35 ≤ x < 28. */
function quotientAbove(s: number): number {
  const numerator =
    -9.86494292470009928597e-3 +
    s *
      (-7.99283237680523006574e-1 +
        s *
          (-1.77579549177547519889e1 +
            s *
              (-1.60636384855821916062e2 +
                s *
                  (-6.37566443368389627722e2 +
                    s * (-1.02509513161107724954e3 + s * -4.83519191608651397019e2)))));
  const denominator =
    1 +
    s *
      (3.03380607434824582924e1 +
        s *
          (3.25792512996573918826e2 +
            s *
              (1.53672958608443695994e3 +
                s *
                  (3.19985821950859553908e3 +
                    s *
                      (2.55305040643316442583e3 +
                        s * (4.74528541206955367215e2 + s * -2.24409524465858183362e1))))));
  return numerator / denominator;
}
