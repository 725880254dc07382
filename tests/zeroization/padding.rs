//! No type that holds a secret has padding, and what stands in its place is wiped.

/// Types that wipe themselves and are excused from `no_padding!`, each with its reason.
const PADDED: &[(&str, &str)] = &[
    ("Wiped", "one field"),
    ("Whole", "wipes its whole place, padding and all"),
    ("HmacDrbg", "V has the length of the hash value, which is no whole number of words; a `Whole` holds it"),
];

/// The names in a source that stand behind `before`, up to what is no part of a name.
fn names_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(before).map(move |(at, _)| {
        let rest = text[at + before.len()..].trim_start();
        // Generics stand before the name in a macro.
        let rest = if rest.starts_with('[') { rest.split_once("] ").map_or(rest, |(_, rest)| rest) } else { rest };
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
    })
}

/// Fields in place of padding that nothing overwrites: neither a `Rest`, nor wiped by name.
fn unwiped_rests(text: &str) -> impl Iterator<Item = &str> {
    let is_wiped_by_name = text.contains("self._rest.zeroize()");
    text.lines()
        .map(str::trim)
        .filter(move |line| line.contains("_rest: [") && line.ends_with("],") && !is_wiped_by_name)
}

#[test]
fn a_rest_that_nothing_wipes_is_seen() {
    let field = "    _rest: [u8; rest_of::<u64>(1)],\n";
    assert_eq!(unwiped_rests(field).count(), 1);
    assert_eq!(unwiped_rests("    _rest: Rest<{ rest_of::<u64>(1) }>,\n").count(), 0);
    assert_eq!(unwiped_rests(&format!("{field}self._rest.zeroize()")).count(), 0);
}

/// Every type that wipes itself, and every key and context, says that it has no padding, or is
/// excused; and what stands in place of padding is overwritten.
#[test]
fn what_wipes_itself_has_no_padding() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let (mut missing, mut excused, mut asserted) = (Vec::new(), std::collections::BTreeSet::new(), 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            if path.ends_with("base/secret.rs") || path.ends_with("module/gate.rs") {
                continue;
            }
            missing.extend(unwiped_rests(&text).map(|line| format!("{}: {line}", path.display())));
            let said: Vec<_> = names_after(&text, "no_padding!(").collect();
            asserted += said.len();
            let wiped = names_after(&text, "ZeroizeOnDrop for ").chain(names_after(&text, "wipe_on_drop!("));
            // A field of that type stands at the end of its structure.
            let holders = text.match_indices("gate::Traces").filter_map(|(at, _)| {
                let (before, after) = text.split_at(at);
                let is_field = after["gate::Traces".len()..].starts_with([';', ',', ')'])
                    && (before.ends_with("\n    _traces: ") || before.rsplit('\n').next()?.starts_with("pub struct"));
                let start = before.rfind("pub struct ")?;
                let is_literal = before.rsplit('\n').next()?.trim_start().contains('{');
                (is_field && !is_literal).then(|| names_after(&text[start..], "pub struct ").next()).flatten()
            });
            for name in wiped.chain(holders) {
                if said.contains(&name) {
                    continue;
                }
                match PADDED.iter().find(|(padded, _)| *padded == name) {
                    Some(_) => drop(excused.insert(name.to_owned())),
                    None => missing.push(format!("{}: {name}", path.display())),
                }
            }
        }
    }
    assert!(missing.is_empty(), "without `no_padding!`, or a rest that nothing wipes: {missing:#?}");
    for (name, _) in PADDED {
        assert!(excused.contains(*name), "{name} is excused for nothing");
    }
    assert!(asserted > 40, "{asserted}");
}
