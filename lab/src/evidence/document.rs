//! What a paper consists of. Each form prints the same: Markdown, HTML, JSON.

use serde::Serialize;

/// A paper.
#[derive(Serialize)]
pub struct Document {
    /// The name of its files.
    pub name: &'static str,
    pub title: &'static str,
    /// What asks for it.
    pub asked_by: &'static str,
    pub sections: Vec<Section>,
}

/// A part of a paper: a text, a table, or both.
#[derive(Serialize)]
pub struct Section {
    pub title: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// A drawing, in SVG.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawing: Option<String>,
}

/// A table: each row has as many cells as there are columns.
#[derive(Serialize)]
pub struct Table {
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Section {
    /// A part with a text.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), table: None, drawing: None }
    }

    /// With a table.
    pub fn with<const N: usize>(
        self,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let rows = rows.into_iter().map(Vec::from).collect();
        Self { table: Some(Table { columns: columns.to_vec(), rows }), ..self }
    }

    /// With a drawing.
    pub fn drawn(self, drawing: String) -> Self {
        Self { drawing: Some(drawing), ..self }
    }
}
