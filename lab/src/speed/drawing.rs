//! The figures as bars, in SVG.

use super::Figure;

/// The height of a line, and where names, bars and figures begin.
const LINE: usize = 18;
const BARS: usize = 360;
const LONGEST: f64 = 360.0;
const FIGURES: usize = 730;

/// A bar for each figure: as long as its share of the fastest kernel of the same operation.
pub fn of(figures: &[Figure]) -> String {
    let height = LINE * (figures.len() + 1);
    let begin = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 {height}\" width=\"900\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\"><rect width=\"900\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    let bar = |(i, figure): (usize, &Figure)| {
        let of_operation = figures.iter().filter(|other| other.operation == figure.operation);
        let best = of_operation.map(|other| other.per_second).fold(0.0, f64::max);
        let is_first =
            i.checked_sub(1).and_then(|i| figures.get(i)).is_none_or(|it| it.operation != figure.operation);
        let (y, length) = (LINE * (i + 1), LONGEST * figure.per_second / best.max(f64::MIN_POSITIVE));
        let (top, name) = (y - 11, if is_first { figure.operation } else { "" });
        format!(
            "<text x=\"8\" y=\"{y}\">{name}</text><text x=\"200\" y=\"{y}\">{}</text>\
             <rect x=\"{BARS}\" y=\"{top}\" width=\"{length:.1}\" height=\"12\" fill=\"#47a\"/>\
             <text x=\"{FIGURES}\" y=\"{y}\">{:.1} {}</text>\n",
            figure.kernel, figure.per_second, figure.unit
        )
    };
    let bars: String = figures.iter().enumerate().map(bar).collect();
    begin + &bars + "</svg>\n"
}
