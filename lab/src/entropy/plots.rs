//! Drawings of samples, in SVG.

use super::samples::counts;
use qila::lab::entropy::Model;

/// The inside of a drawing.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
/// The room for the text beside it.
const MARGIN: f64 = 56.0;
/// The lags of the autocorrelation.
const LAGS: usize = 128;
/// How many pairs the lag scatter shows: more would only make it black.
const POINTS: usize = 20_000;
/// The confidence limits of a correlation that is none: two deviations.
const DEVIATIONS: f64 = 2.0;

/// A name for the file, and what is in it.
pub type Plot = (&'static str, String);

/// All drawings.
pub fn of(samples: &[u8], model: Option<(Model, (u32, u32))>) -> Vec<Plot> {
    let mut plots = vec![
        ("histogram.svg", histogram(samples)),
        ("autocorrelation.svg", autocorrelation(samples)),
        ("lag.svg", scatter(samples)),
    ];
    plots.extend(model.map(|(model, cutoffs)| ("health.svg", health(samples, model, cutoffs))));
    plots
}

/// A frame with a title, the range of both axes, and what is drawn inside.
fn framed(title: &str, [x0, x1]: [f64; 2], [y0, y1]: [f64; 2], inside: &str) -> String {
    let (wide, high) = (WIDTH + 2.0 * MARGIN, HEIGHT + 2.0 * MARGIN);
    let (right, bottom) = (MARGIN + WIDTH, MARGIN + HEIGHT);
    let label = |value: f64| format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let (x0, x1, y0, y1) = (label(x0), label(x1), label(y0), label(y1));
    let (below, beside) = (bottom + 18.0, MARGIN - 6.0);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<text x=\"{MARGIN}\" y=\"{}\">{title}</text>\n\
         <text x=\"{MARGIN}\" y=\"{below}\">{x0}</text>\
         <text x=\"{right}\" y=\"{below}\" text-anchor=\"end\">{x1}</text>\
         <text x=\"{beside}\" y=\"{bottom}\" text-anchor=\"end\">{y0}</text>\
         <text x=\"{beside}\" y=\"{}\" text-anchor=\"end\">{y1}</text>\n{inside}\
         <rect x=\"{MARGIN}\" y=\"{MARGIN}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"none\" stroke=\"#000\"/>\n\
         </svg>\n",
        MARGIN - 16.0,
        MARGIN + 10.0,
    )
}

/// A place between two ends, as a part of the drawing.
fn along(value: f64, [low, high]: [f64; 2]) -> f64 {
    if high > low { (value - low) / (high - low) } else { 0.0 }
}

/// Bars from zero, one beside the other.
fn bars(values: &[f64], range: [f64; 2]) -> String {
    let step = WIDTH / values.len() as f64;
    let zero = along(0.0, range);
    let bar = |(i, value): (usize, &f64)| {
        let place = along(*value, range);
        let (top, height) = (MARGIN + HEIGHT * (1.0 - place.max(zero)), HEIGHT * (place - zero).abs());
        let left = MARGIN + step * i as f64;
        format!("M{left:.2} {top:.2}h{step:.2}v{height:.2}h-{step:.2}z")
    };
    let path: String = values.iter().enumerate().map(bar).collect();
    format!("<path d=\"{path}\" fill=\"#36c\"/>\n")
}

/// A level line.
fn level(value: f64, range: [f64; 2]) -> String {
    let y = MARGIN + HEIGHT * (1.0 - along(value, range));
    format!("<path d=\"M{MARGIN} {y:.2}h{WIDTH}\" stroke=\"#c00\" stroke-dasharray=\"6 4\"/>\n")
}

fn greatest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

fn histogram(samples: &[u8]) -> String {
    let values = counts(samples).map(|count| count as f64);
    let range = [0.0, greatest(&values)];
    framed("How often each value comes", [0.0, 255.0], range, &bars(&values, range))
}

fn autocorrelation(samples: &[u8]) -> String {
    let values = correlations(samples);
    let limit = DEVIATIONS / (samples.len() as f64).sqrt();
    let most = values.iter().fold(limit, |most, value| value.abs().max(most));
    let range = [-most, most];
    let inside = bars(&values, range) + &level(limit, range) + &level(-limit, range);
    framed("Autocorrelation by lag, with two deviations", [1.0, LAGS as f64], range, &inside)
}

/// The correlation of the samples with those before them, for each lag.
fn correlations(samples: &[u8]) -> Vec<f64> {
    let mean = samples.iter().map(|sample| f64::from(*sample)).sum::<f64>() / samples.len() as f64;
    let centred: Vec<f64> = samples.iter().map(|sample| f64::from(*sample) - mean).collect();
    let product =
        |lag: usize| -> f64 { centred.iter().zip(centred.get(lag..).unwrap_or(&[])).map(|(a, b)| a * b).sum() };
    let variance = product(0);
    (1..=LAGS).map(|lag| if variance > 0.0 { product(lag) / variance } else { 0.0 }).collect()
}

fn scatter(samples: &[u8]) -> String {
    let range = [0.0, 255.0];
    let point = |[x, y]: &[u8; 2]| {
        let left = MARGIN + WIDTH * along(f64::from(*x), range);
        let top = MARGIN + HEIGHT * (1.0 - along(f64::from(*y), range));
        format!("M{left:.1} {top:.1}h1")
    };
    let path: String = samples.array_windows().take(POINTS).map(point).collect();
    let inside = format!("<path d=\"{path}\" stroke=\"#36c\" stroke-opacity=\"0.4\"/>\n");
    framed("Each sample over the one before it", range, range, &inside)
}

/// For each window how far both counters get, with their cut-offs.
fn health(samples: &[u8], model: Model, (repetition, proportion): (u32, u32)) -> String {
    let (runs, proportions): (Vec<f64>, Vec<f64>) = samples.chunks_exact(model.window as usize).map(counters).unzip();
    let range = [0.0, f64::from(proportion.max(repetition))];
    let line = |values: &[f64], colour: &str| {
        let step = WIDTH / values.len().max(1) as f64;
        let point = |(i, value): (usize, &f64)| {
            format!("{:.1},{:.1} ", MARGIN + step * i as f64, MARGIN + HEIGHT * (1.0 - along(*value, range)))
        };
        let points: String = values.iter().enumerate().map(point).collect();
        format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\"/>\n", points.trim_end())
    };
    let limits = level(f64::from(repetition), range) + &level(f64::from(proportion), range);
    let inside = line(&proportions, "#36c") + &line(&runs, "#393") + &limits;
    let title = format!(
        "Health tests by window: adaptive proportion (blue, cut-off {proportion}), repetition count (green, cut-off {repetition})"
    );
    framed(&title, [0.0, proportions.len() as f64], range, &inside)
}

/// The longest run in a window, and how often its first sample comes.
fn counters(window: &[u8]) -> (f64, f64) {
    let longest = window.chunk_by(|a, b| a == b).map(<[u8]>::len).max().unwrap_or(0);
    let first = window.iter().filter(|sample| Some(*sample) == window.first()).count();
    (longest as f64, first as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qila::lab::entropy::{cutoffs, model};
    use qila::random::Source;

    /// Every drawing has all that it shows.
    #[test]
    fn drawings_are_whole() {
        let samples: Vec<u8> = (0..5120_u32).map(|i| ((i * i) >> 3) as u8).collect();
        let model = model(Source::Jitter);
        let plots = of(&samples, Some((model, cutoffs(model.claim))));
        let count = |name: &str, what: &str| {
            plots.iter().find(|(plot, _)| *plot == name).map_or(0, |(_, svg)| svg.matches(what).count())
        };
        assert_eq!(count("histogram.svg", "h-"), 256);
        assert_eq!(count("autocorrelation.svg", "h-"), LAGS);
        assert_eq!(count("autocorrelation.svg", "dasharray"), 2);
        assert_eq!(count("lag.svg", "h1"), 5119);
        assert_eq!(count("health.svg", ","), 2 * (5120 / 512) + 3);
        assert!(plots.iter().all(|(_, svg)| svg.starts_with("<svg") && svg.ends_with("</svg>\n")));
    }

    #[test]
    fn what_repeats_is_correlated() {
        let wave: Vec<u8> = [0, 10, 20, 10].repeat(1000);
        let found = correlations(&wave);
        assert!(found[3] > 0.99 && found[1] < -0.99 && found[0].abs() < 0.01, "{:?}", &found[..4]);
    }
}
