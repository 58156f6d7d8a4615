//! Where things are: the repository, the built site, the cache folder, and the programs that children find.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::ToolError;

/// The folders that the tool works in.
#[derive(Clone, Debug)]
pub struct Place {
    root: PathBuf,
    tools: PathBuf,
    target: PathBuf,
    /// What children get as PATH: our own programs first, so that the versions are ours.
    path: OsString,
}

impl Place {
    /// Finds the repository, from cargo's word or from the folder that the tool was started in.
    pub fn find() -> Result<Self, ToolError> {
        let named = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = env::current_dir().map_err(ToolError::file("find", Path::new(".")))?;
        let root = named
            .into_iter()
            .chain(here.ancestors().map(Path::to_path_buf))
            .find(|folder| folder.join("Trunk.toml").is_file() && folder.join("content").is_dir())
            .ok_or_else(|| {
                ToolError::missing("the handbook's repository", "Start the tool in it: cargo handbook <command>")
            })?;
        let target = env::var_os("CARGO_TARGET_DIR").filter(|it| !it.is_empty()).map(PathBuf::from);
        let target = target.map_or_else(|| root.join("target"), |target| here.join(target));
        let tools = cache_folder().unwrap_or_else(|| target.join("cache")).join("tools");
        let path = path_for_children(&root, &tools)?;
        Ok(Self { root, tools, target, path })
    }

    /// The repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where programs are installed, in its folder `bin`.
    pub fn tools(&self) -> &Path {
        &self.tools
    }

    /// The file for the output of another program.
    pub fn log(&self, name: &str) -> Result<PathBuf, ToolError> {
        let folder = self.target.join("handbook-logs");
        fs::create_dir_all(&folder).map_err(ToolError::file("make the folder", &folder))?;
        Ok(folder.join(format!("{name}.log")))
    }

    /// Another program, started in the repository, with our own programs first on its PATH.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path);
        if env::var_os("NO_COLOR").is_some() {
            // Trunk 0.21 refuses to start when NO_COLOR is `1`, the usual value.
            command.env_remove("NO_COLOR").env("TRUNK_COLOR", "never").env("CARGO_TERM_COLOR", "never");
        }
        command
    }
}

fn cache_folder() -> Option<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))?;
    Some(folder.join("kouprey"))
}

fn path_for_children(root: &Path, tools: &Path) -> Result<OsString, ToolError> {
    let ours = [tools.join("bin"), root.join("tools").join("node_modules").join(".bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.into_iter().chain(env::split_paths(&inherited))).map_err(|_| {
        ToolError::missing(
            "a usable PATH",
            "The folder of the repository or of the cache has a ':' in its name, which PATH can't hold: move it.",
        )
    })
}
