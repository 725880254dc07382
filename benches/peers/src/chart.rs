//! The ratios as an SVG chart: a bar for each line, the target as a mark on it.

use crate::report::Results;
use anyhow::{Context, Result, anyhow};
use plotters::prelude::*;
use serde::Deserialize;
use std::path::Path;

const LINE_HEIGHT: u32 = 22;
const MET: RGBColor = RGBColor(46, 125, 90);
const MISSED: RGBColor = RGBColor(190, 80, 60);

/// The rows of a short chart: a size that is usual, of each kind of service.
const SHORT: [(&str, usize); 22] = [
    ("AES-256-GCM seal", 16),
    ("AES-256-GCM seal", 1350),
    ("AES-256-GCM seal", 16384),
    ("AES-256-GCM open", 1350),
    ("ChaCha20-Poly1305 seal", 1350),
    ("AES-128-CCM seal", 64),
    ("AES-256-CTR", 16384),
    ("AES-256-CBC decrypt", 16384),
    ("AES-256-XTS encrypt", 16384),
    ("SHA-256", 16384),
    ("SHA-512", 16384),
    ("SHA3-256", 16384),
    ("SHA-256, 16 messages", 1024),
    ("HMAC-SHA-256", 64),
    ("CMAC-AES-128", 64),
    ("HKDF-SHA-256", 32),
    ("CTR_DRBG-AES-256", 16384),
    ("ML-KEM-768 key pair, as offered", 1088),
    ("ML-KEM-768 encapsulate", 1088),
    ("ML-KEM-768 decapsulate", 1088),
    ("ML-DSA-65 sign", 32),
    ("ML-DSA-65 verify", 32),
];

/// A line of the results.
#[derive(Deserialize)]
struct Bar {
    operation: String,
    bytes: usize,
    ratio: Option<f64>,
    target: Option<f64>,
}

impl Bar {
    fn misses(&self) -> bool {
        self.ratio.zip(self.target).is_some_and(|(ratio, target)| ratio < target)
    }
}

/// What a chart shows of the results.
#[derive(Deserialize)]
pub struct Chart {
    processor: String,
    date: String,
    lines: Vec<Bar>,
}

impl Chart {
    pub fn of(results: &Results) -> Result<Self> {
        Ok(serde_json::from_value(serde_json::to_value(results)?)?)
    }

    /// Reads the results of a former measurement.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} holds no results", path.display()))
    }

    /// One row for each kind of service.
    pub fn short(mut self) -> Self {
        self.lines.retain(|line| SHORT.contains(&(line.operation.as_str(), line.bytes)));
        self
    }

    /// Draws the chart into a file.
    pub fn draw(&self, path: &Path) -> Result<()> {
        let lines: Vec<&Bar> = self.lines.iter().filter(|line| line.ratio.is_some()).collect();
        let title = [&self.processor, &self.date].map(String::as_str).join(" ");
        let height = LINE_HEIGHT * u32::try_from(lines.len())? + 110;
        let area = SVGBackend::new(path, (980, height)).into_drawing_area();
        let failed = |error| anyhow!("cannot draw {}: {error}", path.display());
        area.fill(&WHITE).map_err(|error| failed(error.to_string()))?;

        let longest = lines.iter().filter_map(|line| line.ratio).fold(2.0, f64::max) * 1.08;
        let mut chart = ChartBuilder::on(&area)
            .caption(title.trim_end(), ("sans-serif", 16))
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
}
