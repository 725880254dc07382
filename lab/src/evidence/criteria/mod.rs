//! What an evaluation under the Common Criteria asks: which algorithm serves which component, which
//! test covers which function of the C interface, and the exceptions that an assessor looks at
//! first.

mod components;
mod coverage;
mod inventory;

use super::document::Document;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// The paper, from the catalogue and the sources below the project's folder.
pub fn document(project: &Path) -> Result<Document> {
    let mut sections = components::sections();
    sections.push(coverage::section(project)?);
    sections.extend(inventory::sections(project)?);
    Ok(Document {
        name: "common_criteria",
        title: "For an evaluation under the Common Criteria",
        asked_by: "ISO/IEC 15408-2 class FCS, ISO/IEC 15408-3 ADV_ARC, ATE_COV and AVA_VAN",
        sections,
    })
}

/// The sources below a folder that end so, in order, as text, with their paths below the project.
pub fn texts(project: &Path, folder: &str, ends: &[&str]) -> Result<Vec<(String, String)>> {
    let mut files = std::collections::BTreeSet::<PathBuf>::new();
    super::sources::collect(&project.join(folder), &mut files)?;
    let is_wanted = |path: &PathBuf| path.extension().is_some_and(|end| ends.iter().any(|known| end == *known));
    let read = |path: PathBuf| {
        let name = path.strip_prefix(project)?.display().to_string();
        Ok((name, std::fs::read_to_string(&path)?))
    };
    files.into_iter().filter(is_wanted).map(read).collect()
}
