//! The functions of a text of C or C++: blocks behind a parameter list, wherever they stand but in
//! another function.

/// A function and its lines, from its name to the closing brace.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub lines: usize,
}

/// The functions of a text, in the order of their ends.
pub fn functions(text: &str) -> Vec<Function> {
    let mut found = Vec::new();
    // The open blocks: the function that each is, and the line on which it begins.
    let mut open: Vec<Option<(String, usize)>> = Vec::new();
    let mut head = String::new();
    let mut line = 1;
    for sign in bare(text).chars() {
        match sign {
            '{' => {
                let inside = open.iter().any(Option::is_some);
                let name = name_of(&head).filter(|_| !inside);
                // The parameters may have several lines.
                let above = head.find('(').map_or(0, |parameters| head[parameters..].matches('\n').count());
                open.push(name.map(|name| (name, line - above)));
                head.clear();
            }
            '}' => {
                if let Some(Some((name, start))) = open.pop() {
                    found.push(Function { name, lines: line - start + 1 });
                }
                head.clear();
            }
            ';' => head.clear(),
            _ => head.push(sign),
        }
        line += usize::from(sign == '\n');
    }
    found
}

/// The name of the function whose body follows on `head`; none if it is no function.
fn name_of(head: &str) -> Option<String> {
    let (before, _) = head.split_once('(')?;
    let is_value = head.trim_end().ends_with(['=', ',']) || before.contains('=');
    let is_word = |c: &char| c.is_ascii_alphanumeric() || "_~:".contains(*c);
    let name: String = before.trim_end().chars().rev().take_while(is_word).collect();
    (!is_value && !name.is_empty()).then(|| name.chars().rev().collect())
}

/// The text without comments, strings, characters and lines of the preprocessor, but with its line
/// ends.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut signs = text.chars().peekable();
    let mut is_start = true;
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied().unwrap_or('\n');
        let until: Option<fn(&str) -> bool> = match (sign, next) {
            ('/', '/') => Some(|seen| seen.ends_with('\n')),
            ('/', '*') => Some(|seen| seen.len() > 3 && seen.ends_with("*/")),
            ('#', _) if is_start => Some(|seen| seen.ends_with('\n') && !seen.ends_with("\\\n")),
            ('"', _) => Some(|seen| seen.len() > 1 && is_closed(seen, '"')),
            ('\'', _) => Some(|seen| seen.len() > 1 && is_closed(seen, '\'')),
            _ => None,
        };
        let mut seen = String::from(sign);
        if let Some(is_over) = until {
            while !is_over(&seen) {
                let Some(sign) = signs.next() else { break };
                seen.push(sign);
            }
            bare.extend(seen.chars().filter(|sign| *sign == '\n'));
        } else {
            bare.push(sign);
        }
        is_start = seen.ends_with('\n') || (is_start && sign.is_whitespace());
    }
    bare
}

/// Whether a quote ends here, and is not a sign of what it holds.
fn is_closed(seen: &str, quote: char) -> bool {
    let Some(inner) = seen.strip_suffix(quote) else { return false };
    inner.chars().rev().take_while(|sign| *sign == '\\').count() % 2 == 0
}

mod finds {
    use super::{Function, functions};

    fn names(text: &str) -> Vec<(String, usize)> {
        functions(text).into_iter().map(|Function { name, lines }| (name, lines)).collect()
    }

    #[test]
    fn functions_of_c() {
        let text = "#define F(x) do { \\\n x(); } while (0)\n/* void g() { */\nstatic int f(int a,\n    int b)\n{\n    \
                    if (a) {\n        puts(\"}{\\\"\");\n    }\n    return '{'; // }\n}\n\
                    int main(void) { return 0; }\n";
        assert_eq!(names(text), [("f".to_owned(), 8), ("main".to_owned(), 1)]);
        let data = "struct s { int (*run)(void); };\nstatic struct s all[] = {{f}, {g}};\nint a = (1), b[] = {2};\n";
        assert_eq!(names(data), []);
    }

    #[test]
    fn functions_of_classes() {
        let text = "namespace n {\nclass C {\npublic:\n    explicit C(int a) : a_(a) {}\n    ~C() noexcept {\n        g();\n    \
                    }\n    template <class F> auto with(F f) const -> int {\n        return [&](int x) { return x; }(a_);\n    }\n\
                    };\nint C::f() { return 0; }\n}\nextern \"C\" {\nvoid h(void) {}\n}\n";
        let found = names(text);
        let expected = [("C", 1), ("~C", 3), ("with", 3), ("C::f", 1), ("h", 1)];
        assert_eq!(found, expected.map(|(name, lines)| (name.to_owned(), lines)));
    }
}
