//! Percentages that belong together.

use std::io::BufRead;

use super::Reading;
use crate::figures::Share;
use crate::remark::{Summed, What};

/// The percentages of one list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    items: u64,
    given: u64,
    /// One could not be read, which was said: what the others sum to says nothing.
    has_bad: bool,
    millionths: u64,
}

impl Sum {
    /// One more, whether or not what it is for was understood.
    pub(super) fn add(&mut self, share: Given) {
        self.items += 1;
        match share {
            Given::Nothing => {}
            Given::Bad => self.has_bad = true,
            Given::Share(share) => {
                self.given += 1;
                self.millionths += u64::from(share.millionths());
            }
        }
    }

    /// Both together.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            items: self.items + other.items,
            given: self.given + other.given,
            has_bad: self.has_bad || other.has_bad,
            millionths: self.millionths + other.millionths,
        }
    }

    /// The share of one without a percentage: everything if it is alone.
    pub(super) fn of_rest(self) -> Option<Share> {
        (self.items == 1 && self.given == 0 && !self.has_bad).then_some(Share::WHOLE)
    }
}

/// A percentage as the file gives it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given {
    Nothing,
    Bad,
    Share(Share),
}

impl Given {
    pub(super) fn share(self) -> Option<Share> {
        match self {
            Self::Share(share) => Some(share),
            Self::Nothing | Self::Bad => None,
        }
    }
}

impl<R: BufRead> Reading<R> {
    /// Says if percentages that belong together do not make a whole.
    pub(super) fn check_sum(&mut self, line: u64, sum: Sum, of: Summed) {
        /// What rounding to hundredths of a percent can make of one percentage, in millionths.
        const ROUNDING: u64 = 50;
        if sum.has_bad || sum.items == 0 || (sum.items == 1 && sum.given == 0) {
            return;
        }
        if sum.given < sum.items {
            self.remark(line, What::NoShare { of });
        } else if sum.millionths.abs_diff(u64::from(Share::WHOLE.millionths())) > ROUNDING * sum.items {
            let millionths = sum.millionths;
            self.remark(line, What::NotWhole { of, millionths });
        }
    }
}
