//! A playbook of any size, the same for the same size: `tests/base` with many more guides.
//!
//! Each guide has what real ones have: headings, paragraphs with emphasis and links to other
//! guides, lists, a table, callouts. Each stands once in English and once in Chinese.

use std::{fmt::Write, fs, io, path::Path};

/// A page grows by paragraphs until it has this many bytes.
const PAGE: usize = 4900;
const SHELVES: usize = 20;

/// Writes a playbook with `pages` guide pages into `root`; gives the guides' size in bytes.
pub fn write(root: &Path, pages: usize) -> io::Result<usize> {
    copy_base(root)?;
    add_shelves(root)?;
    let guides = pages / 2;
    let mut size = 0;
    for guide in 0..guides {
        let folder = root.join(format!("content/guides/shelf-{:02}", guide % SHELVES));
        fs::create_dir_all(&folder)?;
        for (words, ending) in [(&ENGLISH, "md"), (&CHINESE, "zh.md")] {
            let text = Page { words, guide, guides, dice: Dice(guide as u64 + 1) }.text();
            size += text.len();
            fs::write(folder.join(format!("guide-{guide:05}.{ending}")), text)?;
        }
    }
    Ok(size)
}

fn copy_base(root: &Path) -> io::Result<()> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base");
    for entry in walkdir::WalkDir::new(&base) {
        let entry = entry?;
        let to = root.join(entry.path().strip_prefix(&base).expect("a path below its root"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn add_shelves(root: &Path) -> io::Result<()> {
    let path = root.join("playbook.yaml");
    let mut settings = fs::read_to_string(&path)?;
    settings.push_str("sections:\n");
    for shelf in 0..SHELVES {
        let title = format!("{{en: Shelf {shelf}, zh: 第{shelf}格}}");
        settings.push_str(&format!("  - {{id: shelf-{shelf:02}, title: {title}}}\n"));
    }
    fs::write(path, settings)?;
    // A guide of a playbook with shelves has to stand on one.
    let guide = root.join("content/guides/first-call.md");
    let text = fs::read_to_string(&guide)?;
    fs::write(guide, text.replacen("---\n", "---\nsection: shelf-00\n", 1))
}

/// The words of a language.
struct Words {
    chinese: bool,
    title: &'static str,
    headings: [&'static str; 4],
    who: [&'static str; 8],
    does: [&'static str; 8],
    what: [&'static str; 8],
    space: &'static str,
    stop: &'static str,
    table: [&'static str; 3],
    see: &'static str,
}

static ENGLISH: Words = Words {
    chinese: false,
    title: "How a deal moves, part",
    headings: ["Why it matters", "Step by step", "What to write down", "Where to read on"],
    who: [
        "The point person",
        "A sales rep who prepares well",
        "The purchasing manager",
        "Nobody in the project team",
        "The engineer who runs the cranes",
        "Your own manager",
        "The deputy general manager",
        "A rival with a lower price",
    ],
    does: [
        "asks early for",
        "seldom forgets",
        "compares with last year",
        "puts in writing",
        "waits for a reason behind",
        "tells the others about",
        "will not sign without",
        "looks twice at",
    ],
    what: [
        "the hours that were lost to unplanned stops",
        "the date of the next meeting and its topic",
        "what the first visit has to bring",
        "a plan that names people and days",
        "the cost of doing nothing for another year",
        "the list of needs that both sides confirmed",
        "the difference between interest and commitment",
        "proof from a plant of the same kind",
    ],
    space: " ",
    stop: ".",
    table: ["Sign", "Meaning", "Next step"],
    see: "See",
};

static CHINESE: Words = Words {
    chinese: true,
    title: "商机怎样推进，第",
    headings: ["为什么重要", "一步一步做", "该记下什么", "接着读什么"],
    who: [
        "经手人",
        "准备充分的销售",
        "采购经理",
        "项目组里没有人",
        "操作起重机的工程师",
        "你的主管",
        "副总经理",
        "报价更低的对手",
    ],
    does: [
        "很早就问起",
        "很少忘记",
        "会拿去年来比较",
        "要求书面写明",
        "想知道背后的理由，再看",
        "会向其他人说起",
        "不见到就不签字的是",
        "会再三掂量",
    ],
    what: [
        "计划外停机损失的小时数",
        "下次见面的日期和主题",
        "第一次拜访要带回什么",
        "写明人和日期的计划",
        "再拖一年的代价",
        "双方确认过的需求清单",
        "兴趣和承诺之间的差别",
        "同类工厂的实际证明",
    ],
    space: "",
    stop: "。",
    table: ["迹象", "含义", "下一步"],
    see: "参见",
};

/// One guide in one language, in the making.
struct Page {
    words: &'static Words,
    guide: usize,
    guides: usize,
    dice: Dice,
}

impl Page {
    fn text(mut self) -> String {
        let mut text = self.front_matter();
        for part in 0..4 {
            let heading = self.words.headings[part];
            let id = ["why", "steps", "notes", "more"][part];
            let _ = write!(text, "\n## {heading} {{#{id}}}\n\n{}\n", self.paragraph());
            match part {
                0 => text.push_str(&self.callouts()),
                1 => text.push_str(&self.list("1. ")),
                2 => text.push_str(&self.table()),
                _ => text.push_str(&self.list("- ")),
            }
            while text.len() < PAGE * (part + 1) / 4 {
                let _ = write!(text, "\n{}\n", self.paragraph());
            }
        }
        text
    }

    fn front_matter(&mut self) -> String {
        let (title, guide) = (self.words.title, self.guide);
        let summary = self.sentence();
        if self.words.chinese {
            return format!(
                "---\ntitle: {title}{guide}篇\nsummary: {summary}\ntranslates: 1\n---\n"
            );
        }
        format!(
            "---\nid: guide-{guide:05}\ntitle: {title} {guide}\nsummary: {summary}\n\
             section: shelf-{:02}\norder: {guide}\nrevision: 1\norigin: authored\n---\n",
            guide % SHELVES
        )
    }

    fn sentence(&mut self) -> String {
        let Words { who, does, what, space, stop, .. } = self.words;
        let dice = &mut self.dice;
        format!("{}{space}{}{space}{}{stop}", dice.of(who), dice.of(does), dice.of(what))
    }

    fn paragraph(&mut self) -> String {
        let space = self.words.space;
        let strong = self.dice.of(&self.words.what);
        let link = self.link();
        let see = self.words.see;
        let (a, b, c) = (self.sentence(), self.sentence(), self.sentence());
        let stop = self.words.stop;
        format!("{a}{space}{b}{space}**{strong}**{stop}{space}{c}{space}{see} {link}{stop}")
    }

    /// A link to the next guide or to any other, to a heading of it or to an item.
    fn link(&mut self) -> String {
        let any = self.dice.below(self.guides);
        let next = (self.guide + 1) % self.guides;
        match self.dice.below(4) {
            0 => format!("[[guide-{any:05}]]"),
            1 => format!("[[guide-{any:05}#steps]]"),
            2 => "[[s1.m1]]".into(),
            _ => format!("[[guide-{next:05}]]"),
        }
    }

    fn list(&mut self, mark: &str) -> String {
        let line = |_| format!("{mark}{}\n", self.sentence());
        String::from("\n") + &(0..5).map(line).collect::<String>()
    }

    fn table(&mut self) -> String {
        let [a, b, c] = self.words.table;
        let mut text = format!("\n| {a} | {b} | {c} |\n|---|---|---|\n");
        for _ in 0..4 {
            let Words { who, does, what, .. } = self.words;
            let (a, b, c) = (self.dice.of(who), self.dice.of(does), self.dice.of(what));
            let _ = writeln!(text, "| {a} | {b} | {c} |");
        }
        text
    }

    fn callouts(&mut self) -> String {
        let (say, avoid) = (self.sentence(), self.sentence());
        format!("\n> [!SAY]\n> {say}\n\n> [!DONT]\n> {avoid}\n")
    }
}

/// Numbers that look random and are the same on every machine (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end.max(1)
    }

    fn of(&mut self, words: &[&'static str; 8]) -> &'static str {
        words[self.below(8)]
    }
}
