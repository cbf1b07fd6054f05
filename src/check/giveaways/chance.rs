//! How often a sign would meet a right option if it told nothing.

/// The numbers of hits that may come about by chance, and how likely each is.
///
/// A question with `options`, of which `right` are right, carries the sign on `marked` of them. If
/// the sign has nothing to do with what is right, its hits follow the hypergeometric distribution;
/// over several questions they add up. With one right and one marked option in each this is the
/// binomial distribution.
#[derive(Clone, Debug)]
pub struct Chance {
    /// Fewer hits than this are too unlikely to be kept.
    least: usize,
    /// By the number of hits above `least`.
    weights: Vec<f64>,
    expected: f64,
}

/// What is less likely than this changes no verdict, and dropping it keeps many questions quick.
const NEGLIGIBLE: f64 = 1e-15;

impl Default for Chance {
    fn default() -> Self {
        Chance { least: 0, weights: vec![1.0], expected: 0.0 }
    }
}

impl Chance {
    /// Adds a question.
    pub fn add(&mut self, options: usize, right: usize, marked: usize) {
        self.expected += (right * marked) as f64 / options as f64;
        let one = hypergeometric(options, right, marked);
        let mut sum = vec![0.0; self.weights.len() + one.len() - 1];
        for (had, weight) in self.weights.iter().enumerate() {
            for (more, likely) in one.iter().enumerate() {
                sum[had + more] += weight * likely;
            }
        }
        let kept = |w: &f64| *w >= NEGLIGIBLE;
        let first = sum.iter().position(kept).unwrap_or(0);
        let last = sum.iter().rposition(kept).unwrap_or(0);
        self.least += first;
        self.weights = sum[first..=last].to_vec();
    }

    /// The hits to be expected, on average.
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// The probability of so many hits or fewer.
    pub fn at_most(&self, hits: usize) -> f64 {
        self.weights.iter().take((hits + 1).saturating_sub(self.least)).sum()
    }

    /// The probability of so many hits or more.
    pub fn at_least(&self, hits: usize) -> f64 {
        self.weights.iter().skip(hits.saturating_sub(self.least)).sum()
    }
}

/// The probability of 0, 1, 2 … right options among the marked ones of one question.
fn hypergeometric(options: usize, right: usize, marked: usize) -> Vec<f64> {
    // `choose` is 0 where more are wanted than there are.
    let ways = |hits| choose(right, hits) * choose(options - right, marked - hits);
    (0..=marked).map(|hits| ways(hits) / choose(options, marked)).collect()
}

/// Ways to choose `k` of `n`.
fn choose(n: usize, k: usize) -> f64 {
    (0..k).map(|i| n.saturating_sub(i) as f64 / (i + 1) as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(questions: &[(usize, usize, usize)], hits: usize, at_most: f64, at_least: f64) {
        let mut chance = Chance::default();
        questions.iter().for_each(|(k, r, m)| chance.add(*k, *r, *m));
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(chance.at_most(hits), at_most), "{} ≠ {at_most}", chance.at_most(hits));
        assert!(near(chance.at_least(hits), at_least), "{} ≠ {at_least}", chance.at_least(hits));
    }

    /// Values of R: `pbinom(0, 25, 1/4)`, `pbinom(3, 15, 1/2)`, `phyper(1, 4, 6, 5)` and so on.
    #[test]
    fn it_agrees_with_published_distributions() {
        check(&[(4, 1, 1); 25], 0, 0.000752543, 1.0);
        check(&[(2, 1, 1); 15], 3, 0.017578125, 0.996307373046875);
        check(&[(10, 4, 5)], 1, 0.261904761904762, 0.976190476190476);
        check(&[(4, 1, 1), (3, 1, 1), (5, 2, 1)], 3, 1.0, 1.0 / 4.0 / 3.0 * 0.4);
    }

    #[test]
    fn many_questions_are_kept_short() {
        let mut chance = Chance::default();
        (0..20_000).for_each(|_| chance.add(4, 1, 1));
        assert!(chance.weights.len() < 2_000, "{}", chance.weights.len());
        assert!((chance.at_most(5_000) - 0.5).abs() < 0.01);
        assert!(chance.at_most(4_000) < 1e-9 && chance.at_least(4_000) > 0.999_999);
    }
}
