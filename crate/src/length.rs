//! Lengths on paper.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use serde::{Deserialize, Serialize};

/// A length on paper, in whole twentieths of a point (the twip of ECMA-376).
///
/// 1 mm is 56.69 twips, so nothing is ever off by more than 0.01 mm. Type sizes are lengths too.
///
/// ```
/// use thethuc::Length;
/// assert_eq!(Length::mm(20.0).twips(), 1134);
/// assert_eq!(Length::pt(14.0).twips(), 280);
/// assert_eq!(Length::pt(12.5).half_points(), 25);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(i32);

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0);

    /// From twentieths of a point.
    pub const fn from_twips(twips: i32) -> Self {
        Length(twips)
    }

    /// From points, to the nearest twentieth.
    pub fn pt(points: f64) -> Self {
        Length((points * 20.0).round() as i32)
    }

    /// From millimetres, to the nearest twentieth of a point.
    pub fn mm(millimetres: f64) -> Self {
        Length((millimetres * 1440.0 / 25.4).round() as i32)
    }

    /// In twentieths of a point.
    pub const fn twips(self) -> i32 {
        self.0
    }

    /// In points.
    pub fn as_pt(self) -> f64 {
        f64::from(self.0) / 20.0
    }

    /// In millimetres.
    pub fn as_mm(self) -> f64 {
        f64::from(self.0) * 25.4 / 1440.0
    }

    /// In half points, the unit of `w:sz`.
    pub const fn half_points(self) -> i32 {
        self.0 / 10
    }

    /// The part of it that `factor` names.
    pub fn scale(self, factor: f64) -> Self {
        Length((f64::from(self.0) * factor).round() as i32)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Length;
    fn mul(self, times: i32) -> Length {
        Length(self.0 * times)
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// A number of millimetres, points or lines with at most two digits after the point, and none it does not need.
pub(crate) fn decimal(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}
