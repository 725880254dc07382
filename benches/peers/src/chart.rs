//! The ratios as an SVG chart: a bar for each line, the target as a mark on it.

use crate::report::Line;
use anyhow::{Result, anyhow};
use plotters::prelude::*;
use std::path::Path;

const LINE_HEIGHT: u32 = 22;
const MET: RGBColor = RGBColor(46, 125, 90);
const MISSED: RGBColor = RGBColor(190, 80, 60);

/// Draws the chart into a file.
pub fn draw(lines: &[Line], title: &str, path: &Path) -> Result<()> {
    let lines: Vec<&Line> = lines.iter().filter(|line| line.ratio.is_some()).collect();
    let height = LINE_HEIGHT * u32::try_from(lines.len())? + 110;
    let area = SVGBackend::new(path, (980, height)).into_drawing_area();
    let failed = |error| anyhow!("cannot draw {}: {error}", path.display());
    area.fill(&WHITE).map_err(|error| failed(error.to_string()))?;

    let longest = lines.iter().filter_map(|line| line.ratio).fold(2.0, f64::max) * 1.08;
    let mut chart = ChartBuilder::on(&area)
        .caption(title, ("sans-serif", 16))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(250)
        .build_cartesian_2d(0.0..longest, (0..lines.len()).into_segmented())
        .map_err(|error| failed(error.to_string()))?;
    let label = |at: &SegmentValue<usize>| match at {
        SegmentValue::CenterOf(index) => lines
            .get(lines.len().wrapping_sub(index + 1))
            .map_or_else(String::new, |line| format!("{}, {} B", line.operation, line.bytes)),
        _ => String::new(),
    };
    chart
        .configure_mesh()
        .disable_y_mesh()
        .y_labels(lines.len())
        .y_label_formatter(&label)
        .x_desc("time of the best other library / time of Qila (more is faster); the tick is the target")
        .label_style(("sans-serif", 12))
        .draw()
        .map_err(|error| failed(error.to_string()))?;

    let bars = lines.iter().rev().enumerate().map(|(index, line)| {
        let style = if line.misses() { MISSED } else { MET }.filled();
        let (from, to) = (SegmentValue::Exact(index), SegmentValue::Exact(index + 1));
        let mut bar = Rectangle::new([(0.0, from), (line.ratio.unwrap_or(0.0), to)], style);
        bar.set_margin(4, 4, 0, 0);
        bar
    });
    chart.draw_series(bars).map_err(|error| failed(error.to_string()))?;
    let ticks = lines.iter().rev().enumerate().filter_map(|(index, line)| {
        let target = line.target?;
        let (from, to) = (SegmentValue::Exact(index), SegmentValue::Exact(index + 1));
        Some(PathElement::new([(target, from), (target, to)], BLACK.stroke_width(2)))
    });
    chart.draw_series(ticks).map_err(|error| failed(error.to_string()))?;
    area.present().map_err(|error| failed(error.to_string()))
}
