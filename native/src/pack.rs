//! MessagePack, written the way msgspec writes it: every value in its shortest form.

pub struct Packer {
    pub bytes: Vec<u8>,
}

pub trait Pack {
    fn pack(&self, to: &mut Packer);
}

impl Packer {
    pub fn new(size: usize) -> Self {
        Self { bytes: Vec::with_capacity(size) }
    }

    pub fn nil(&mut self) {
        self.bytes.push(0xc0);
    }

    pub fn bool(&mut self, value: bool) {
        self.bytes.push(if value { 0xc3 } else { 0xc2 });
    }

    pub fn uint(&mut self, value: usize) {
        match value {
            0..=0x7f => self.bytes.push(value as u8),
            0x80..=0xff => self.bytes.extend_from_slice(&[0xcc, value as u8]),
            0x100..=0xffff => self.head(0xcd, &(value as u16).to_be_bytes()),
            0x1_0000..=0xffff_ffff => self.head(0xce, &(value as u32).to_be_bytes()),
            _ => self.head(0xcf, &(value as u64).to_be_bytes()),
        }
    }

    pub fn str(&mut self, text: &str) {
        match text.len() {
            size @ 0..=31 => self.bytes.push(0xa0 | size as u8),
            size @ 32..=0xff => self.bytes.extend_from_slice(&[0xd9, size as u8]),
            size @ 0x100..=0xffff => self.head(0xda, &(size as u16).to_be_bytes()),
            size => self.head(0xdb, &(size as u32).to_be_bytes()),
        }
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn array(&mut self, size: usize) {
        match size {
            0..=15 => self.bytes.push(0x90 | size as u8),
            16..=0xffff => self.head(0xdc, &(size as u16).to_be_bytes()),
            _ => self.head(0xdd, &(size as u32).to_be_bytes()),
        }
    }

    pub fn map(&mut self, size: usize) {
        match size {
            0..=15 => self.bytes.push(0x80 | size as u8),
            16..=0xffff => self.head(0xde, &(size as u16).to_be_bytes()),
            _ => self.head(0xdf, &(size as u32).to_be_bytes()),
        }
    }

    pub fn list<T: Pack>(&mut self, each: &[T]) {
        self.array(each.len());
        for one in each {
            one.pack(self);
        }
    }

    fn head(&mut self, kind: u8, size: &[u8]) {
        self.bytes.push(kind);
        self.bytes.extend_from_slice(size);
    }
}

impl Pack for std::borrow::Cow<'_, str> {
    fn pack(&self, to: &mut Packer) {
        to.str(self);
    }
}

impl Pack for String {
    fn pack(&self, to: &mut Packer) {
        to.str(self);
    }
}

impl Pack for usize {
    fn pack(&self, to: &mut Packer) {
        to.uint(*self);
    }
}
